#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/http/message.h"

namespace doorstep::http {

// Which handler answers a method and a path. "/v1/persons/{personId}/licence" puts what stands in the place
// of the braces, decoded and never empty, into Request::parameters.
class Router {
 public:
  void add(std::string method, std::string_view pathTemplate, Handler handler);

  // 404 no-operation for an unknown path, 405 method-not-allowed with Allow for a known one.
  Response answer(Request request) const;

 private:
  struct Route {
    std::string method;
    std::vector<std::string> segments;
    Handler handler;
  };
  std::vector<Route> routes_;
};

}  // namespace doorstep::http
