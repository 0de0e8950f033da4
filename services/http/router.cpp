#include "services/http/router.h"

#include <algorithm>
#include <optional>

namespace doorstep::http {
namespace {

std::vector<std::string> split(std::string_view path) {
  std::vector<std::string> segments;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const std::string_view segment = path.substr(0, path.find('/'));
    segments.emplace_back(segment);
    path.remove_prefix(segment.size());
  }
  return segments;
}

bool isParameter(const std::string& segment) {
  return segment.size() > 2 && segment.front() == '{';
}

std::optional<std::map<std::string, std::string>> match(const std::vector<std::string>& wanted,
                                                        const std::vector<std::string>& given) {
  if (wanted.size() != given.size()) return std::nullopt;
  std::map<std::string, std::string> parameters;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (!isParameter(wanted[i])) {
      if (wanted[i] != given[i]) return std::nullopt;
      continue;
    }
    const auto value = percentDecoded(given[i]);
    if (!value || value->empty()) return std::nullopt;
    parameters.emplace(wanted[i].substr(1, wanted[i].size() - 2), *value);
  }
  return parameters;
}

}  // namespace

void Router::add(std::string method, std::string_view pathTemplate, Handler handler) {
  routes_.push_back({std::move(method), split(pathTemplate), std::move(handler)});
}

Response Router::answer(Request request) const {
  const std::vector<std::string> given = split(request.path);
  std::string allowed;
  for (const Route& route : routes_) {
    auto parameters = match(route.segments, given);
    if (!parameters) continue;
    if (route.method == request.method) {
      request.parameters = std::move(*parameters);
      return route.handler(request);
    }
    allowed += (allowed.empty() ? "" : ", ") + route.method;
  }
  if (allowed.empty()) return refusal(404, "no-operation", "没有这个接口");
  Response response = refusal(405, "method-not-allowed", "这个接口不支持这种请求方法");
  response.headers.emplace_back("Allow", allowed);
  return response;
}

}  // namespace doorstep::http
