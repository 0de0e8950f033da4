#include "services/http/session.h"

#include <array>
#include <string_view>

#include <openssl/x509.h>

namespace doorstep::http {

std::string peerName(beast::ssl_stream<beast::tcp_stream>& stream) {
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(
      SSL_get1_peer_certificate(stream.native_handle()), &X509_free);
  if (!certificate) return {};
  std::array<char, 256> name{};
  const int length = X509_NAME_get_text_by_NID(X509_get_subject_name(certificate.get()), NID_commonName,
                                               name.data(), static_cast<int>(name.size()));
  return length > 0 ? std::string(name.data(), static_cast<std::size_t>(length)) : std::string();
}

Request requestOf(const beast::http::request<beast::http::string_body>& message, std::string peer) {
  Request request;
  request.method = std::string(message.method_string());
  request.target = std::string(message.target());
  request.path = request.target.substr(0, request.target.find('?'));
  for (const auto& field : message)
    request.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
  request.body = message.body();
  request.peer = std::move(peer);
  return request;
}

beast::http::response<beast::http::string_body> messageOf(const Response& response, bool keepAlive) {
  beast::http::response<beast::http::string_body> message;
  message.version(11);
  message.result(static_cast<unsigned>(response.status));
  message.set(beast::http::field::content_type, response.contentType);
  message.set(beast::http::field::cache_control, "no-store");  // answers are about people
  for (const auto& [name, value] : response.headers) message.set(name, value);
  message.keep_alive(keepAlive);
  message.body() = response.body;
  message.prepare_payload();
  return message;
}

std::optional<Response> refusalOf(const beast::error_code& error) {
  namespace http = beast::http;
  if (error == http::error::header_limit) return refusal(431, "header-too-large", "请求头太大");
  if (error == http::error::body_limit) return refusal(413, "body-too-large", "请求内容太大");
  // Beast's remaining errors of its own are bytes that are no HTTP; everything else is the network's.
  const bool malformed = error.category() == make_error_code(http::error::bad_method).category() &&
                         error != http::error::end_of_stream && error != http::error::partial_message;
  if (malformed) return refusal(400, "bad-request", "不是有效的请求", error.message());
  return std::nullopt;
}

}  // namespace doorstep::http
