#include "services/sandbox/answers.h"

#include "services/sandbox/refusal.h"
#include "services/signing/request_signature.h"

namespace doorstep::sandbox {
namespace {

std::string digestOf(const http::Request& request) {
  return services::sm3Hex(request.method + '\n' + request.target + '\n' + request.body);
}

}  // namespace

Answers::Answers(Database& database) : database_(database) {
  database_.script(R"(
    CREATE TABLE IF NOT EXISTS answer (
      station TEXT NOT NULL, idempotency_key TEXT NOT NULL, request TEXT NOT NULL, status INTEGER NOT NULL,
      body TEXT NOT NULL, PRIMARY KEY (station, idempotency_key));
  )");
}

std::optional<http::Response> Answers::find(const std::string& station, const std::string& key,
                                            const http::Request& request) {
  const auto row = database_.row(
      "SELECT request, status, body FROM answer WHERE station = ?1 AND idempotency_key = ?2", station, key);
  if (!row) return std::nullopt;
  if (row->text(0) != digestOf(request)) throw Refusal("key-reused");
  return http::Response{.status = static_cast<int>(row->number(1)), .body = row->text(2)};
}

void Answers::keep(const std::string& station, const std::string& key, const http::Request& request,
                   const http::Response& response) {
  database_.run("INSERT INTO answer VALUES (?1, ?2, ?3, ?4, ?5)", station, key, digestOf(request),
                response.status, response.body);
}

}  // namespace doorstep::sandbox
