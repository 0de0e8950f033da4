#include "kiosk/journal/journal.h"

#include <csignal>
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "disturb_rig.h"
#include "kiosk/journal/effect.h"
#include "kiosk/journal/payload.h"
#include "services/client/platform.h"

using namespace doorstep;
using namespace doorstep::kiosk;
namespace fs = std::filesystem;

namespace {

Intent someIntent(const std::string& caseId = "case") {
  Intent intent;
  intent.id = services::newIdempotencyKey();
  intent.caseId = caseId;
  intent.payload = Secret("云上县清溪镇柳下村1号");
  intent.created = intent.updated = std::chrono::system_clock::now();
  return intent;
}

std::unique_ptr<Journal> opened(const std::string& folder) {
  auto journal = Journal::open(folder);
  REQUIRE_MESSAGE(journal.has_value(), (journal ? "" : journal.error().detail));
  return std::move(*journal);
}

std::string bytesIn(const std::string& folder) {
  std::string all;
  for (const auto& entry : fs::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(file), {});
  }
  return all;
}

// No file of this process may grow beyond so many bytes: what a full disk looks like to SQLite.
struct FullDisk {
  explicit FullDisk(rlim_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit full{bytes, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &full);
  }
  ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before); }
  rlimit before{};
};

}  // namespace

TEST_CASE("intents survive, their payload only under the key") {
  const auto folder = tests::freshFolder();
  auto intent = someIntent();
  {
    auto journal = opened(folder);
    REQUIRE(journal->add(intent).has_value());
    CHECK(bytesIn(folder).find("清溪镇") == std::string::npos);
  }
  const auto journal = opened(folder);
  const auto open = journal->openIntents();
  REQUIRE(open.has_value());
  REQUIRE(open->size() == 1);
  CHECK(open->front().id == intent.id);
  CHECK(open->front().payload == intent.payload);
  CHECK(open->front().state == Intent::State::Prepared);
}

TEST_CASE("the payload goes when the intent is over") {
  const auto folder = tests::freshFolder();
  const auto journal = opened(folder);
  auto intent = someIntent();
  REQUIRE(journal->add(intent).has_value());
  intent.state = Intent::State::Done;
  intent.result = "2611230000017";
  REQUIRE(journal->update(intent).has_value());
  CHECK(journal->openIntents()->empty());
  const auto all = journal->intentsOf("case");
  REQUIRE(all->size() == 1);
  CHECK(all->front().payload.empty());
  CHECK(all->front().result == "2611230000017");
}

TEST_CASE("several intents are written together or not at all") {
  const auto journal = opened(tests::freshFolder());
  const auto one = someIntent();
  const auto other = someIntent();
  REQUIRE(journal->add(other).has_value());
  const auto both = journal->add(std::vector{one, other});  // the second is there already
  REQUIRE_FALSE(both.has_value());
  CHECK(both.error().code == "journal.unwritable");
  CHECK(journal->openIntents()->size() == 1);
}

TEST_CASE("what was done stays done: actions are only added, in an order that makes sense") {
  const auto folder = tests::freshFolder();
  {
    const auto journal = opened(folder);
    const auto add = [&](What what) {
      return journal->record("case", "licence-renewal", {what, {}, Actor::Citizen, {}});
    };
    REQUIRE(add(What::Opened).has_value());
    REQUIRE(add(What::Signed).has_value());
    CHECK(add(What::Accepted).error().code == "case.bad-order");
  }
  const auto found = opened(folder)->caseOf("case");
  REQUIRE(found.has_value());
  REQUIRE(found->has_value());
  CHECK((*found)->state() == CaseState::Signed);
  CHECK((*found)->actions().size() == 2);
}

TEST_CASE("what staff did survives, and cannot be taken back") {
  const auto folder = tests::freshFolder();
  const auto at = std::chrono::system_clock::time_point(std::chrono::milliseconds(1795420800123));
  REQUIRE(opened(folder)->audit("021", "report-opened", at));
  REQUIRE(opened(folder)->audit("007", "report-opened", at));
  const std::vector<QStringList> both{{"1795420800123", "021", "report-opened"},
                                      {"1795420800123", "007", "report-opened"}};
  CHECK(tests::journalRows(folder, "SELECT at, staff, what FROM audit") == both);
  tests::journalRows(folder, "DELETE FROM audit");
  tests::journalRows(folder, "UPDATE audit SET staff = '999'");
  CHECK(tests::journalRows(folder, "SELECT at, staff, what FROM audit") == both);
}

TEST_CASE("a sealed payload opens under its own intent only, and not when a byte changed") {
  const auto folder = tests::freshFolder();
  auto seal = Seal::open(folder + "/key", true);
  REQUIRE(seal.has_value());
  const Secret plain("990101198001010010");
  const auto sealed = seal->close(plain, "A/application");
  CHECK(sealed.find("990101") == std::string::npos);
  CHECK(seal->close(plain, "A/application") != sealed);
  CHECK(seal->unseal(sealed, "A/application").value() == plain);
  CHECK(seal->unseal(sealed, "B/application").error().code == "journal.bad-seal");
  CHECK(seal->unseal("short", "A/application").error().code == "journal.bad-seal");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto broken = sealed;
    broken[i] = static_cast<char>(broken[i] ^ 1);
    CHECK_FALSE(seal->unseal(broken, "A/application").has_value());
  }
}

TEST_CASE("the key file is the kiosk's own, and is missed when it is gone") {
  const auto folder = tests::freshFolder();
  opened(folder);
  const auto key = folder + "/journal.key";
  struct stat about {};
  REQUIRE(stat(key.c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0600);
  CHECK(about.st_size == 32);

  REQUIRE(chmod(key.c_str(), 0644) == 0);
  CHECK(Journal::open(folder).error().code == "journal.bad-key");
  REQUIRE(chmod(key.c_str(), 0600) == 0);
  CHECK(Journal::open(folder).has_value());
  fs::resize_file(key, 31);
  CHECK(Journal::open(folder).error().code == "journal.bad-key");
  fs::remove(key);
  CHECK(Journal::open(folder).error().code == "journal.bad-key");
}

TEST_CASE("a damaged journal is named and kept, and a new one is begun") {
  const auto folder = tests::freshFolder();
  {
    const auto journal = opened(folder);
    REQUIRE(journal->add(someIntent()).has_value());
    CHECK(journal->keptAside().empty());
  }
  fs::remove(folder + "/journal.db-wal");
  const std::string rubbish(8192, 'x');
  std::ofstream(folder + "/journal.db", std::ios::binary) << rubbish;
  const auto journal = opened(folder);
  REQUIRE(journal->keptAside().starts_with(folder + "/journal.db.damaged-"));
  CHECK(fs::file_size(journal->keptAside()) == rubbish.size());
  CHECK(journal->openIntents()->empty());
  CHECK(journal->add(someIntent()).has_value());
}

TEST_CASE("a folder that cannot be written is said to be so") {
  const auto file = tests::freshFolder() + "/file";
  std::ofstream(file) << "not a folder";
  CHECK(Journal::open(file).error().code == "journal.unwritable");
}

TEST_CASE("a full disk is noticed before anything is sent, and forgiven when there is room again") {
  const auto journal = opened(tests::freshFolder());
  {
    const FullDisk full(64);
    CHECK(journal->check().error().code == "journal.unwritable");
    CHECK(journal->add(someIntent()).error().code == "journal.unwritable");
    CHECK(journal->add(std::vector{someIntent(), someIntent()}).error().code == "journal.unwritable");
  }
  CHECK(journal->check().has_value());
  CHECK(journal->add(someIntent()).has_value());
  CHECK(journal->openIntents()->size() == 1);
}

TEST_CASE("an application comes out of the journal as it went in") {
  services::ApplicationRequest request;
  request.procedure = "licence-renewal";
  request.personId = "P8c1f0a77e2b94d36";
  request.photoId = "F1";
  request.bodyProofId = "B1";
  request.phone = Secret("19900000001");
  request.mailingAddress = Secret("云上县清溪镇柳下村1号");
  request.delivery = "mail";
  request.documents = {{"deferral-reason", "D1"}, {"letter", "D2"}};
  request.choices = {{"reason", "abroad"}, {"years", "two"}};
  request.documentDigest = std::string(64, 'a');
  request.signaturePng = Secret(std::string_view("\x89PNG\0\xff", 6));
  const auto back = requestOf(payloadOf(request));
  REQUIRE(back.has_value());
  CHECK(back->procedure == request.procedure);
  CHECK(back->personId == request.personId);
  CHECK(back->photoId == request.photoId);
  CHECK(back->bodyProofId == request.bodyProofId);
  CHECK(back->phone == request.phone);
  CHECK(back->mailingAddress == request.mailingAddress);
  CHECK(back->delivery == request.delivery);
  REQUIRE(back->documents.size() == 2);
  CHECK(back->documents[1].material == "letter");
  CHECK(back->documents[1].documentId == "D2");
  CHECK(back->choices == request.choices);
  CHECK(back->documentDigest == request.documentDigest);
  CHECK(back->signaturePng == request.signaturePng);
  CHECK(requestOf(Secret("{}")).error().code == "journal.bad-payload");
}

TEST_CASE("only the platform's own words refuse; what a gateway says is asked about") {
  const auto effect = [](const char* code, const char* detail = "") { return effectOf({code, detail}); };
  CHECK(effect("platform.rejected", "not-eligible") == Effect::Refused);
  CHECK(effect("platform.rejected", "already-open") == Effect::Refused);
  CHECK(effect("platform.key-reused") == Effect::Refused);
  for (const char* gateway : {"HTTP 400", "HTTP 403", "HTTP 405", "blocked-by-policy", ""})
    CHECK(effect("platform.rejected", gateway) == Effect::Unknown);
  CHECK(effect("platform.not-found", "HTTP 404") == Effect::Unknown);
  CHECK(effect("platform.bad-answer") == Effect::Unknown);
  CHECK(effect("platform.failed") == Effect::Unknown);
  CHECK(effect("platform.overloaded") == Effect::None);
  CHECK(effect("platform.unreachable") == Effect::None);
}

TEST_CASE("of an application that is owed the journal keeps whose it is, and nothing else") {
  const auto folder = tests::freshFolder();
  auto intent = someIntent();
  services::ApplicationRequest request;
  request.procedure = "licence-renewal";
  request.personId = "P8c1f0a77e2b94d36";
  request.phone = Secret("19900000001");
  {
    const auto journal = opened(folder);
    intent.payload = payloadOf(request);
    REQUIRE(journal->add(intent).has_value());
    intent.state = Intent::State::Owed;
    intent.payload = remainderOf(request);
    REQUIRE(journal->update(intent).has_value());
  }
  const auto open = opened(folder)->openIntents();
  REQUIRE(open->size() == 1);
  CHECK(open->front().state == Intent::State::Owed);
  const auto back = requestOf(open->front().payload);
  REQUIRE(back.has_value());
  CHECK(back->personId == request.personId);
  CHECK(back->phone.empty());
}
