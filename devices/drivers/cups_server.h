#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <cups/cups.h>

#include "devices/device.h"

namespace doorstep::devices {

struct DeleteIpp {
  void operator()(ipp_t* message) const { ippDelete(message); }
};
using Ipp = std::unique_ptr<ipp_t, DeleteIpp>;

struct CloseHttp {
  void operator()(http_t* connection) const { httpClose(connection); }
};
using Http = std::unique_ptr<http_t, CloseHttp>;

// One queue of a CUPS server, spoken to in IPP (RFC 8011) on one connection, by which a server that was
// restarted is noticed. CUPS ends a connection that is silent for half a minute.
class CupsServer {
 public:
  // `server`: a socket's path, or host:port; a host by number is not looked up in the network's name service.
  // Error: device.bad-setting.
  static Outcome<CupsServer> at(const std::string& server, std::string queue);

  const std::string& queue() const { return queue_; }
  // A request about the queue with the attributes that all of them have.
  Ipp request(ipp_op_t operation) const;
  // Sends request and document and returns the answer, which may be a refusal: see ippGetStatusCode().
  // Errors: device.removed (nobody listens there, or the server went away since the last question),
  // document-printer.offline (no answer within kPatience, or nonsense), device.cancelled, device.timed-out.
  Outcome<Ipp> ask(const Ipp& request, const Action& action, std::string_view document = {});
  void hangUp() noexcept { http_.reset(); }

  static constexpr std::chrono::seconds kPatience{3};

 private:
  CupsServer(std::string host, int port, std::string queue)
      : host_(std::move(host)), port_(port), queue_(std::move(queue)) {}

  std::string host_;  // or the socket's path
  int port_;
  std::string queue_;
  Http http_;
};

// The text or keyword of an attribute, its number or boolean; empty or 0 when it is not there.
std::string textOf(const Ipp& answer, const char* name);
int numberOf(const Ipp& answer, const char* name);

}  // namespace doorstep::devices
