#include "services/http/session.h"

namespace doorstep::http {

std::shared_ptr<Connection> tlsConnection(Host& host, net::ip::tcp::socket socket,
                                          net::ssl::context& context) {
  using Stream = beast::ssl_stream<beast::tcp_stream>;
  return std::make_shared<Session<Stream>>(host, Stream(std::move(socket), context));
}

}  // namespace doorstep::http
