#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "services/http/message.h"

namespace doorstep::sandbox {

// A way for the sandbox to misbehave on request, so that a station's answer to it can be tested.
struct Fault {
  enum class Kind {
    Delay,      // the effect happens, the answer comes `delay` later
    DropReply,  // the effect happens, the connection closes without an answer
    Duplicate,  // the request is carried out twice, as a network does that delivers it twice
    Status,  // nothing happens, the answer is `status`: 429, 500 or 503; or a gateway's that the platform did
             // not hear (502), or whose patience it outlasted (504, the effect happens)
    Garbage,   // the effect happens, the answer is no JSON
    Oversize,  // the effect happens, the answer is followed by 4 MiB of spaces
  };
  Kind kind = Kind::Delay;
  std::string method;      // empty: any
  std::string pathPrefix;  // "/v1/applications"; empty: any
  int count = 1;           // requests it still applies to
  std::chrono::milliseconds delay{0};
  int status = 503;
};

const char* wordOf(Fault::Kind kind);  // "drop-reply"

// {match: {method?, pathPrefix?}, kind, count?, millis?, status?}. Throws Refusal bad-request.
Fault faultFromJson(const std::string& text);

class Faults {
 public:
  void add(const Fault& fault) { faults_.push_back(fault); }
  void clear() { faults_.clear(); }
  const std::vector<Fault>& all() const { return faults_; }

  // Carries the request out with the first fault that matches it, or plainly. `carryOut` must be repeatable.
  http::Response apply(const http::Request& request, const http::Handler& carryOut);

 private:
  std::vector<Fault> faults_;
};

}  // namespace doorstep::sandbox
