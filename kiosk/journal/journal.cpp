#include "kiosk/journal/journal.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>
#include <atomic>
#include <filesystem>

#include "kiosk/base/log.h"
#include "kiosk/journal/database.h"

namespace doorstep::kiosk {
namespace {

using std::chrono::milliseconds;
using std::chrono::system_clock;

QString text(std::string_view plain) {
  return QString::fromUtf8(plain.data(), static_cast<qsizetype>(plain.size()));
}

QByteArray blob(std::string_view bytes) {
  return {bytes.data(), static_cast<qsizetype>(bytes.size())};
}

qint64 stamp(system_clock::time_point moment) {
  return std::chrono::duration_cast<milliseconds>(moment.time_since_epoch()).count();
}

system_clock::time_point moment(const QVariant& stamp) {
  return system_clock::time_point(milliseconds(stamp.toLongLong()));
}

// The enumerator whose word() it is; the last one when it is none.
template <class Enum>
Enum fromWord(const QString& wanted, Enum last) {
  for (int i = 0; i < static_cast<int>(last); ++i)
    if (text(word(static_cast<Enum>(i))) == wanted) return static_cast<Enum>(i);
  return last;
}

// A payload is bound to its intent: it cannot be put under another.
std::string about(const std::string& id, std::string_view kind) {
  return id + "/" + std::string(kind);
}

std::string newConnection() {
  static std::atomic<int> count{0};
  return "journal-" + std::to_string(++count);
}

}  // namespace

Outcome<std::unique_ptr<Journal>> Journal::open(const std::string& stateDir) {
  std::error_code error;
  std::filesystem::create_directories(stateDir, error);
  if (error) return problem("journal.unwritable", stateDir + ": " + error.message());
  const auto file = stateDir + "/journal.db";
  const bool existed = std::filesystem::exists(file, error);
  auto seal = Seal::open(stateDir + "/journal.key", !existed);
  if (!seal) return tl::unexpected(seal.error());

  std::unique_ptr<Journal> journal(new Journal(newConnection(), std::move(*seal)));
  journal->stateDir_ = stateDir;
  auto opened = openDatabase(file, journal->connection_);
  if (!opened && opened.error().code == "journal.damaged") {
    closeDatabase(journal->connection_);
    auto kept = keepAside(file);
    if (!kept) return tl::unexpected(kept.error());
    logError("journal", opened.error().code, " (", opened.error().detail, "), kept as ", *kept);
    opened = openDatabase(file, journal->connection_);
  }
  if (opened) opened = journal->check();
  if (!opened) return tl::unexpected(opened.error());
  return journal;
}

Journal::~Journal() {
  closeDatabase(connection_);
}

std::string Journal::keptAside() const {
  std::string found;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(stateDir_, error)) {
    const auto path = entry.path().string();
    if (entry.path().filename().string().starts_with("journal.db.damaged-") &&
        (found.empty() || path < found))
      found = path;
  }
  return found;
}

QSqlDatabase Journal::database() const {
  return QSqlDatabase::database(text(connection_), false);
}

Outcome<void> Journal::run(QSqlQuery& query) {
  if (query.exec()) return {};
  return problem("journal.unwritable", query.lastError().text().toStdString());
}

Outcome<void> Journal::check() {
  QSqlQuery query(database());
  query.prepare("INSERT OR REPLACE INTO health (id, checked) VALUES (1, ?)");
  query.addBindValue(stamp(system_clock::now()));
  return run(query);
}

Outcome<void> Journal::add(const Intent& intent) {
  const auto sealed = seal_.close(intent.payload, about(intent.id, word(intent.kind)));
  if (sealed.empty()) return problem("journal.unwritable", "cannot be sealed");
  QSqlQuery query(database());
  query.prepare(
      "INSERT INTO intents (id, case_id, kind, state, payload, result, created, updated)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  query.addBindValue(text(intent.id));
  query.addBindValue(text(intent.caseId));
  query.addBindValue(text(word(intent.kind)));
  query.addBindValue(text(word(intent.state)));
  query.addBindValue(blob(sealed));
  query.addBindValue(text(intent.result));
  query.addBindValue(stamp(intent.created));
  query.addBindValue(stamp(intent.updated));
  return run(query);
}

Outcome<void> Journal::add(const std::vector<Intent>& intents) {
  auto connection = database();
  if (!connection.transaction())
    return problem("journal.unwritable", connection.lastError().text().toStdString());
  for (const auto& intent : intents) {
    if (auto added = add(intent); !added) {
      connection.rollback();
      return added;
    }
  }
  if (connection.commit()) return {};
  const auto why = connection.lastError().text().toStdString();
  connection.rollback();
  return problem("journal.unwritable", why);
}

Outcome<void> Journal::update(Intent& intent) {
  QSqlQuery query(database());
  const bool owed = intent.state == Intent::State::Owed;
  if (!intent.open() && !owed) intent.payload.wipe();
  query.prepare(intent.open()
                    ? "UPDATE intents SET state = ?, result = ?, updated = ? WHERE id = ?"
                    : "UPDATE intents SET state = ?, result = ?, updated = ?, payload = ? WHERE id = ?");
  query.addBindValue(text(word(intent.state)));
  query.addBindValue(text(intent.result));
  query.addBindValue(stamp(intent.updated));
  if (!intent.open())
    query.addBindValue(owed ? blob(seal_.close(intent.payload, about(intent.id, word(intent.kind))))
                            : QByteArray(""));
  query.addBindValue(text(intent.id));
  return run(query);
}

Outcome<void> Journal::record(const std::string& caseId, const std::string& procedure, const Action& action) {
  auto found = caseOf(caseId);
  if (!found) return tl::unexpected(found.error());
  Case past = *found ? std::move(**found) : Case(caseId, procedure);
  if (auto added = past.add(action); !added) return added;
  QSqlQuery query(database());
  query.prepare(
      "INSERT INTO actions (case_id, number, procedure, what, at, actor, data) VALUES (?, ?, ?, ?, ?, ?, ?)");
  query.addBindValue(text(caseId));
  query.addBindValue(static_cast<int>(past.actions().size()));
  query.addBindValue(text(procedure));
  query.addBindValue(text(word(action.what)));
  query.addBindValue(stamp(action.at));
  query.addBindValue(text(word(action.actor)));
  query.addBindValue(text(action.data));
  return run(query);
}

Outcome<void> Journal::audit(const std::string& staff, const std::string& what, system_clock::time_point at) {
  QSqlQuery query(database());
  query.prepare("INSERT INTO audit (at, staff, what) VALUES (?, ?, ?)");
  query.addBindValue(stamp(at));
  query.addBindValue(text(staff));
  query.addBindValue(text(what));
  return run(query);
}

Outcome<std::vector<Intent>> Journal::openIntents() const {
  return select("state IN ('prepared', 'sent', 'unknown', 'owed')", {});
}

Outcome<std::vector<Intent>> Journal::intentsOf(const std::string& caseId) const {
  return select("case_id = ?", caseId);
}

Outcome<std::vector<Intent>> Journal::select(const char* condition, const std::string& value) const {
  QSqlQuery query(database());
  query.prepare(
      QString("SELECT id, case_id, kind, state, payload, result, created, updated FROM intents WHERE %1"
              " ORDER BY id")
          .arg(condition));
  if (!value.empty()) query.addBindValue(text(value));
  if (!query.exec()) return problem("journal.unreadable", query.lastError().text().toStdString());
  std::vector<Intent> intents;
  while (query.next()) {
    Intent intent;
    intent.id = query.value(0).toString().toStdString();
    intent.caseId = query.value(1).toString().toStdString();
    intent.kind = fromWord(query.value(2).toString(), Intent::Kind::Application);
    intent.state = fromWord(query.value(3).toString(), Intent::State::Abandoned);
    intent.result = query.value(5).toString().toStdString();
    intent.created = moment(query.value(6));
    intent.updated = moment(query.value(7));
    const auto sealed = query.value(4).toByteArray();
    if (!sealed.isEmpty()) {
      auto plain = seal_.unseal({sealed.constData(), static_cast<std::size_t>(sealed.size())},
                                about(intent.id, word(intent.kind)));
      if (plain)
        intent.payload = std::move(*plain);
      else
        logError("journal", plain.error().code, " in intent ", intent.id);
    }
    intents.push_back(std::move(intent));
  }
  return intents;
}

Outcome<std::optional<Case>> Journal::caseOf(const std::string& caseId) const {
  QSqlQuery query(database());
  query.prepare("SELECT procedure, what, at, actor, data FROM actions WHERE case_id = ? ORDER BY number");
  query.addBindValue(text(caseId));
  if (!query.exec()) return problem("journal.unreadable", query.lastError().text().toStdString());
  std::optional<Case> found;
  while (query.next()) {
    if (!found) found.emplace(caseId, query.value(0).toString().toStdString());
    const auto added = found->add(
        {fromWord(query.value(1).toString(), What::Abandoned), moment(query.value(2)),
         fromWord(query.value(3).toString(), Actor::Platform), query.value(4).toString().toStdString()});
    if (!added) return tl::unexpected(added.error());
  }
  return found;
}

}  // namespace doorstep::kiosk
