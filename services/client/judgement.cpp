#include "services/client/judgement.h"

#include "services/client/wire_answers.h"

namespace doorstep::services {
namespace {

tl::unexpected<Problem> refusal(int status, const std::string& reason) {
  // Not the platform's word but somebody's on the way: what became of the request is not known.
  if (reason.empty())
    return problem("platform.bad-answer",
                   "HTTP " + std::to_string(status) + " without the contract's reason");
  const std::string& detail = reason;
  if (reason == "replayed-nonce" || reason == "stale-timestamp") return problem("platform.replayed", detail);
  if (reason == "bad-signature" || reason == "unknown-station")
    return problem("platform.bad-signature", detail);
  if (reason == "identity-mismatch") return problem("platform.identity-mismatch", detail);
  if (reason == "person-unknown") return problem("platform.person-unknown", detail);
  if (reason == "key-reused") return problem("platform.key-reused", detail);
  if (status == 404) return problem("platform.not-found", detail);
  return problem("platform.rejected", detail);
}

}  // namespace

Outcome<HttpAnswer> judge(HttpAnswer answer) {
  const int status = answer.status;
  const std::string detail = "HTTP " + std::to_string(status);
  if (status == 200 || status == 201) return answer;
  if (status == 429 || status == 503) return problem("platform.overloaded", detail);
  if (status == 502 || status == 504) return problem("platform.unknown", detail);
  if (status >= 500) return problem("platform.failed", detail);
  if (status >= 400) return refusal(status, readReason(answer.body));
  return problem("platform.bad-answer", detail);
}

}  // namespace doorstep::services
