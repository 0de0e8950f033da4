#include "services/sandbox/gate.h"

#include "services/sandbox/refusal.h"
#include "services/sandbox/wire.h"

namespace doorstep::sandbox {
namespace {

constexpr std::chrono::minutes kWindow{
    5};  // either way; a nonce is remembered for as long as it could come back

std::string headerOf(const http::Request& request, std::string_view name) {
  const auto value = request.header(name);
  if (!value || value->empty()) throw Refusal("bad-request", std::string(name) + " is missing");
  return *value;
}

std::int64_t secondsOf(std::chrono::system_clock::time_point moment) {
  return std::chrono::duration_cast<std::chrono::seconds>(moment.time_since_epoch()).count();
}

}  // namespace

Gate::Gate(Database& database, const Clock& clock) : database_(database), clock_(clock) {
  database_.script(R"(
    CREATE TABLE IF NOT EXISTS nonce (
      station TEXT NOT NULL, nonce TEXT NOT NULL, seen_at INTEGER NOT NULL, PRIMARY KEY (station, nonce));
  )");
}

Outcome<void> Gate::trust(const std::string& station, const std::string& publicKeyFile) {
  auto verifier = services::RequestVerifier::load(publicKeyFile);
  if (!verifier) return tl::unexpected(verifier.error());
  stations_.insert_or_assign(station, std::move(*verifier));
  return {};
}

void Gate::admit(const http::Request& request) {
  services::SignedRequest signedRequest;
  signedRequest.method = request.method;
  signedRequest.target = request.target;
  signedRequest.station = headerOf(request, services::kStationHeader);
  signedRequest.timestamp = headerOf(request, services::kTimestampHeader);
  signedRequest.nonce = headerOf(request, services::kNonceHeader);
  signedRequest.idempotencyKey = request.header(services::kIdempotencyHeader).value_or("");
  signedRequest.body = request.body;
  const std::string signature = headerOf(request, services::kSignatureHeader);

  const auto station = stations_.find(signedRequest.station);
  if (station == stations_.end()) throw Refusal("unknown-station");
  // One station's certificate does not speak for another.
  if (request.peer != signedRequest.station)
    throw Refusal("unknown-station", "the TLS certificate is another station's");
  const auto moment = parseMoment(signedRequest.timestamp);
  if (!moment) throw Refusal("bad-request", "the timestamp has another form");
  if (*moment < clock_.now() - kWindow || *moment > clock_.now() + kWindow) throw Refusal("stale-timestamp");
  if (!matches(signedRequest.nonce, "[0-9a-f]{32}"))
    throw Refusal("bad-request", "the nonce has another form");
  if (!station->second.verify(signedRequest, signature)) throw Refusal("bad-signature");
  // Only now: a stranger cannot use up a station's nonces.
  spend(signedRequest.station, signedRequest.nonce);
}

void Gate::spend(const std::string& station, const std::string& nonce) {
  database_.run("DELETE FROM nonce WHERE seen_at < ?1", secondsOf(clock_.now() - 2 * kWindow));
  if (database_.row("SELECT 1 FROM nonce WHERE station = ?1 AND nonce = ?2", station, nonce))
    throw Refusal("replayed-nonce");
  database_.run("INSERT INTO nonce VALUES (?1, ?2, ?3)", station, nonce, secondsOf(clock_.now()));
}

}  // namespace doorstep::sandbox
