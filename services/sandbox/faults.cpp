#include "services/sandbox/faults.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "services/sandbox/refusal.h"

namespace doorstep::sandbox {
namespace {

using Kind = Fault::Kind;

constexpr std::array<const char*, 6> kWords{"delay",  "drop-reply", "duplicate",
                                            "status", "garbage",    "oversize"};
constexpr std::size_t kOversize = 4u << 20;

Kind kindOf(const std::string& word) {
  const auto* const found = std::find(kWords.begin(), kWords.end(), word);
  if (found == kWords.end()) throw Refusal("bad-request", "/kind is none of the known ones");
  return static_cast<Kind>(found - kWords.begin());
}

bool ofGateway(int status) {
  return status == 502 || status == 504;
}

http::Response statusAnswer(int status) {
  if (ofGateway(status))
    return {
        .status = status, .body = "<html><body>upstream failed</body></html>", .contentType = "text/html"};
  return Refusal(status == 429 ? "too-many-requests" : status == 500 ? "failed" : "unavailable").response();
}

}  // namespace

const char* wordOf(Kind kind) {
  return kWords.at(static_cast<std::size_t>(kind));
}

Fault faultFromJson(const std::string& text) {
  try {
    const auto body = nlohmann::json::parse(text);
    const auto match = body.value("match", nlohmann::json::object());
    Fault fault;
    fault.kind = kindOf(body.at("kind"));
    fault.method = match.value("method", "");
    fault.pathPrefix = match.value("pathPrefix", "");
    fault.count = body.value("count", 1);
    fault.delay = std::chrono::milliseconds(body.value("millis", 0));
    fault.status = body.value("status", 503);
    if (fault.status != 429 && fault.status != 500 && fault.status != 503 && !ofGateway(fault.status))
      throw Refusal("bad-request", "/status is 429, 500, 502, 503 or 504");
    return fault;
  } catch (const nlohmann::json::exception& error) {
    throw Refusal("bad-request", error.what());
  }
}

http::Response Faults::apply(const http::Request& request, const http::Handler& carryOut) {
  const auto matching = std::find_if(faults_.begin(), faults_.end(), [&](const Fault& fault) {
    return (fault.method.empty() || fault.method == request.method) &&
           request.path.starts_with(fault.pathPrefix);
  });
  if (matching == faults_.end()) return carryOut(request);
  const Fault fault = *matching;
  if (--matching->count <= 0) faults_.erase(matching);

  if (fault.kind == Kind::Status && fault.status != 504) return statusAnswer(fault.status);
  http::Response response = carryOut(request);
  if (fault.kind == Kind::Status) return statusAnswer(fault.status);
  if (fault.kind == Kind::Duplicate) response = carryOut(request);
  if (fault.kind == Kind::Delay) response.delay = fault.delay;
  if (fault.kind == Kind::DropReply) response.drop = true;
  if (fault.kind == Kind::Garbage) response.body = "\x1f\x8b\x08<html>{\"applicationNumber\": ";
  if (fault.kind == Kind::Oversize) response.body.append(kOversize, ' ');
  return response;
}

}  // namespace doorstep::sandbox
