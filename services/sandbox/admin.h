#pragma once

#include <string>

#include "services/http/router.h"
#include "services/sandbox/api.h"

namespace doorstep::sandbox {

// The other side of the sandbox, on loopback without TLS: what a payer's telephone, a back office and a test
// do.
//   GET  /                            what has happened so far, for people
//   GET  /records                     the same for tests
//   GET  /pay/{orderId}               what the payment QR leads to; POST pays
//   GET  /receipts/{number}           what the receipt's QR leads to
//   POST /applications/{number}/advance   the back office does its next piece of work
//   POST /faces                       {result}: what the next comparison of a face says
//   POST /faults, DELETE /faults      misbehave on request: see Fault
class Admin {
 public:
  explicit Admin(Books& books);

  http::Response answer(const http::Request& request) const;

 private:
  http::Response page(const http::Request& request);
  http::Response payPage(const http::Request& request);
  http::Response pay(const http::Request& request);
  http::Response receiptPage(const http::Request& request);
  http::Response sayOfFace(const http::Request& request);
  http::Response advance(const http::Request& request);

  Books& books_;
  http::Router router_;
};

// Everything the sandbox has on record, without anything personal: people appear by their slug.
json recordsOf(Books& books);

}  // namespace doorstep::sandbox
