#include "kiosk/app/vnc_loopback.h"

#include <array>

#include <arpa/inet.h>
#include <linux/filter.h>
#include <sys/resource.h>
#include <sys/socket.h>

namespace doorstep::app {
namespace {

bool listensOn(int descriptor, std::uint16_t port) {
  int listening = 0;
  socklen_t size = sizeof listening;
  if (getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) != 0 || !listening) return false;
  sockaddr_storage address{};
  size = sizeof address;
  if (getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0) return false;
  if (address.ss_family == AF_INET6) return ntohs(reinterpret_cast<sockaddr_in6&>(address).sin6_port) == port;
  return address.ss_family == AF_INET && ntohs(reinterpret_cast<sockaddr_in&>(address).sin_port) == port;
}

// Accepts a packet whose IP header (at SKF_NET_OFF) says it came from 127.0.0.0/8 or ::1.
std::array<sock_filter, 17> loopbackOnly() {
  const auto net = static_cast<std::uint32_t>(SKF_NET_OFF);
  return {{
      BPF_STMT(BPF_LD | BPF_B | BPF_ABS, net),  // version
      BPF_STMT(BPF_ALU | BPF_RSH | BPF_K, 4),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 4, 0, 3),     // IPv4?
      BPF_STMT(BPF_LD | BPF_B | BPF_ABS, net + 12),     // first byte of the sender
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 127, 10, 0),  // 127.x: accept
      BPF_STMT(BPF_RET | BPF_K, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 6, 0, 9),  // IPv6?
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, net + 8),   // sender, four words: 0, 0, 0, 1
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 7),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, net + 12),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 5),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, net + 16),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 3),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, net + 20),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, 0xFFFFFFFF),
      BPF_STMT(BPF_RET | BPF_K, 0),
  }};
}

}  // namespace

bool keepPortOnLoopback(std::uint16_t port) {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  const int most = limit.rlim_cur < 4096 ? static_cast<int>(limit.rlim_cur) : 4096;
  bool found = false;
  for (int descriptor = 3; descriptor < most; ++descriptor) {
    if (!listensOn(descriptor, port)) continue;
    auto filter = loopbackOnly();
    const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
    const int on = 1;
    found = setsockopt(descriptor, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) == 0 &&
            setsockopt(descriptor, SOL_SOCKET, SO_LOCK_FILTER, &on, sizeof on) == 0;
  }
  return found;
}

}  // namespace doorstep::app
