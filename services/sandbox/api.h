#pragma once

#include <deque>
#include <functional>
#include <string>

#include "services/http/router.h"
#include "services/sandbox/answers.h"
#include "services/sandbox/applications.h"
#include "services/sandbox/faults.h"
#include "services/sandbox/gate.h"
#include "services/sandbox/people.h"
#include "services/sandbox/wire.h"

namespace doorstep::sandbox {

// What the sandbox keeps, and its clock.
struct Books {
  Books(const std::string& databaseFile, Clock clock, std::chrono::seconds qrLife);

  Clock clock;
  Database database;
  People people;
  Payments payments;
  Applications applications;
  Answers answers;
  Gate gate;
  Faults faults;
  // What the next comparisons of faces say: the sandbox sees nothing. Afterwards "same" again.
  std::deque<std::string> faces;
  std::string publicAddress;  // of the admin listener: where QR codes lead
};

// services/api/platform.yaml over the books: each operation is one function.
class Api {
 public:
  explicit Api(Books& books);

  http::Response answer(const http::Request& request);

 private:
  using Operation = http::Response (Api::*)(const http::Request&);

  void route(const char* method, const char* path, Operation operation);
  void routeEffect(const char* method, const char* path, Operation operation);
  http::Response once(const http::Request& request, Operation operation);

  http::Response checkIdentity(const http::Request& request);
  http::Response compareFace(const http::Request& request);
  http::Response licence(const http::Request& request);
  http::Response photo(const http::Request& request);
  http::Response uploadPhoto(const http::Request& request);
  http::Response uploadDocument(const http::Request& request);
  http::Response bodyProof(const http::Request& request);
  http::Response applicationsOf(const http::Request& request);
  http::Response checkEligibility(const http::Request& request);
  http::Response createPayment(const http::Request& request);
  http::Response findPayment(const http::Request& request);
  http::Response payment(const http::Request& request);
  http::Response submit(const http::Request& request);
  http::Response findApplication(const http::Request& request);
  http::Response application(const http::Request& request);
  http::Response receipt(const http::Request& request);

  Books& books_;
  http::Router router_;
};

}  // namespace doorstep::sandbox
