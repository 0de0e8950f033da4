#include "devices/drivers/cups_server.h"

#include <charconv>

#include <sys/socket.h>

namespace doorstep::devices {
namespace {

struct Wait {
  const Action& action;
  Clock::time_point giveUp;

  bool over() const { return !action.check() || Clock::now() >= giveUp; }
  // The connection has failed: by our own doing, by the server's silence, or because it closed it.
  tl::unexpected<Problem> why() const {
    if (auto goOn = action.check(); !goOn) return tl::unexpected(goOn.error());
    if (over()) return problem("document-printer.offline", "the print server does not answer");
    return problem("device.removed", "the print server closed the connection");
  }
};

// The library waits in slices and asks `wait` between them whether to go on.
void waitAs(const Wait& wait, http_t* http, std::chrono::duration<double> slice) {
  httpSetTimeout(
      http, slice.count(), [](http_t*, void* data) { return static_cast<const Wait*>(data)->over() ? 0 : 1; },
      const_cast<Wait*>(&wait));  // the callback only reads
}

// The server has closed a connection on which nothing was asked.
bool gone(http_t* http) {
  char byte;
  return recv(httpGetFd(http), &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

bool closes(http_t* http) {
  return std::string_view(httpGetField(http, HTTP_FIELD_CONNECTION)) == "close";
}

bool send(http_t* http, ipp_t* request, std::string_view document) {
  constexpr const char* kResource = "/";
  httpClearFields(http);
  httpSetField(http, HTTP_FIELD_CONTENT_TYPE, "application/ipp");
  httpSetField(http, HTTP_FIELD_AUTHORIZATION, httpGetAuthString(http));
  httpSetLength(http, ippLength(request) + document.size());
  if (httpPost(http, kResource) != 0) return false;
  ippSetState(request, IPP_STATE_IDLE);
  ipp_state_t state;
  do state = ippWrite(http, request);
  while (state != IPP_STATE_DATA && state != IPP_STATE_ERROR);
  if (state == IPP_STATE_ERROR) return false;
  if (!document.empty() && httpWrite2(http, document.data(), document.size()) < 0) return false;
  return httpFlushWrite(http) >= 0;
}

http_status_t statusOf(http_t* http) {
  http_status_t status;
  do status = httpUpdate(http);
  while (status == HTTP_STATUS_CONTINUE);
  return status;
}

Ipp read(http_t* http) {
  Ipp answer(ippNew());
  ipp_state_t state;
  do state = ippRead(http, answer.get());
  while (state != IPP_STATE_DATA && state != IPP_STATE_ERROR);
  httpFlush(http);  // the last chunk's end, else the next answer begins with it
  return state == IPP_STATE_DATA ? std::move(answer) : nullptr;
}

// A kiosk has nobody to ask for a password; a local socket says by itself who is calling.
void neverAskForPassword() {
  cupsSetPasswordCB2(
      [](const char*, http_t*, const char*, const char*, void*) -> const char* { return nullptr; }, nullptr);
}

Outcome<Ipp> exchange(http_t* http, ipp_t* request, std::string_view document, const Wait& wait) {
  constexpr int kMsOfSlice = 20;
  neverAskForPassword();
  for (bool known = false;; known = true) {
    if (!send(http, request, document)) return wait.why();
    while (!httpWait(http, kMsOfSlice))
      if (wait.over()) return wait.why();
    // It comes in one go, and the library takes a slice without a byte for its end.
    waitAs(wait, http, std::chrono::seconds(1));
    const http_status_t status = statusOf(http);
    if (status == HTTP_STATUS_UNAUTHORIZED && !known) {
      httpFlush(http);
      if (cupsDoAuthentication(http, "POST", "/") == 0) continue;
    }
    if (status == HTTP_STATUS_ERROR) return wait.why();
    if (status != HTTP_STATUS_OK)
      return problem("document-printer.refused", "HTTP " + std::to_string(static_cast<int>(status)));
    if (Ipp answer = read(http)) return answer;
    if (wait.over()) return wait.why();
    return problem("document-printer.offline", "the print server's answer makes no sense");
  }
}

}  // namespace

Outcome<CupsServer> CupsServer::at(const std::string& server, std::string queue) {
  if (server.starts_with('/')) return CupsServer(server, 0, std::move(queue));
  const auto colon = server.rfind(':');
  const std::string host = server.substr(0, colon);
  constexpr int kMost = 65535;
  int port = colon == std::string::npos ? IPP_PORT : 0;
  if (colon != std::string::npos) {
    const char* const end = server.data() + server.size();
    const auto [stopped, error] = std::from_chars(server.data() + colon + 1, end, port);
    if (error != std::errc() || stopped != end) port = 0;
  }
  if (host.empty() || port < 1 || port > kMost)
    return problem("device.bad-setting",
                   "server: \"" + server + "\" is neither a socket's path nor host:port");
  return CupsServer(host, port, std::move(queue));
}

Ipp CupsServer::request(ipp_op_t operation) const {
  Ipp request(ippNewRequest(operation));
  const bool local = host_.starts_with('/');
  char uri[HTTP_MAX_URI];
  httpAssembleURIf(HTTP_URI_CODING_ALL, uri, sizeof uri, "ipp", nullptr, local ? "localhost" : host_.c_str(),
                   local ? IPP_PORT : port_, "/printers/%s", queue_.c_str());
  ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, uri);
  ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr, cupsUser());
  return request;
}

Outcome<Ipp> CupsServer::ask(const Ipp& request, const Action& action, std::string_view document) {
  if (auto goOn = action.check(); !goOn) return tl::unexpected(goOn.error());
  if (http_ && gone(http_.get())) {
    http_.reset();
    return problem("device.removed", "the print server closed the connection");
  }
  constexpr int kMs = 120;  // in the hall's own network: long enough, and within a driver's grace
  if (!http_)
    http_.reset(httpConnect2(host_.c_str(), port_, nullptr, AF_UNSPEC, HTTP_ENCRYPTION_IF_REQUESTED, 1, kMs,
                             nullptr));
  if (!http_) return problem("device.removed", "no print server at " + host_);
  const Wait wait{action, Clock::now() + kPatience};
  waitAs(wait, http_.get(), Action::kSlice);
  auto answer = exchange(http_.get(), request.get(), document, wait);
  if (!answer || closes(http_.get())) http_.reset();
  return answer;
}

std::string textOf(const Ipp& answer, const char* name) {
  ipp_attribute_t* const found = ippFindAttribute(answer.get(), name, IPP_TAG_ZERO);
  const char* const text = found == nullptr ? nullptr : ippGetString(found, 0, nullptr);
  return text == nullptr ? "" : text;
}

int numberOf(const Ipp& answer, const char* name) {
  ipp_attribute_t* const found = ippFindAttribute(answer.get(), name, IPP_TAG_ZERO);
  if (found == nullptr) return 0;
  return ippGetValueTag(found) == IPP_TAG_BOOLEAN ? ippGetBoolean(found, 0) : ippGetInteger(found, 0);
}

}  // namespace doorstep::devices
