#include "tests/emulators/emulated_usb.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <list>
#include <stdexcept>
#include <utility>

#include <linux/usbdevice_fs.h>
#include <sys/ioctl.h>
#include <umockdev.h>

namespace doorstep::emulators {
namespace {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
using Data = std::unique_ptr<UMockdevIoctlData, Unref>;

Data resolve(UMockdevIoctlData* from, std::size_t offset, std::size_t length) {
  return Data(umockdev_ioctl_data_resolve(from, offset, length, nullptr));
}

// A transfer the host has submitted and not yet got back. The data objects stay alive until then: the test
// bed copies changed memory to the host when the reaping call completes.
struct Transfer {
  UMockdevIoctlClient* client;
  Data urb;
  Data buffer;
  bool finished = false;

  usbdevfs_urb& head() const { return *reinterpret_cast<usbdevfs_urb*>(urb->data); }
  void finish(int status) {
    head().status = status;
    finished = true;
  }
};

std::string hex(const Bytes& bytes) {
  std::string text;
  char two[3];
  for (const std::uint8_t byte : bytes) {
    std::snprintf(two, sizeof two, "%02X", byte);
    text += two;
  }
  return text;
}

constexpr std::size_t setupLength = 8;

ControlSetup parseSetup(const std::uint8_t* bytes) {
  const auto word = [bytes](int at) { return static_cast<std::uint16_t>(bytes[at] | bytes[at + 1] << 8); };
  return {bytes[0], bytes[1], word(2), word(4), word(6)};
}

Bytes stringDescriptor(const std::vector<std::string>& strings, unsigned index) {
  Bytes bytes{0, 3};
  if (index == 0) {
    bytes.insert(bytes.end(), {0x09, 0x04});  // the list of languages: English (US)
  } else if (index <= strings.size()) {
    for (const char c : strings[index - 1]) bytes.insert(bytes.end(), {static_cast<std::uint8_t>(c), 0});
  }
  bytes[0] = static_cast<std::uint8_t>(bytes.size());
  return bytes;
}

}  // namespace

// One plugged-in function: answers usbfs calls on its device node. Everything but the atomics belongs to the
// test bed's thread.
class EmulatedUsb::Node {
 public:
  Node(UMockdevTestbed* bed, std::shared_ptr<UsbFunction> function, int number, int port);
  ~Node() { g_object_unref(handler_); }
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  void unplug();
  void setDenied(bool denied);
  std::atomic<bool> busy{false};
  std::atomic<bool> broken{false};

 private:
  static gboolean onIoctl(UMockdevIoctlBase*, UMockdevIoctlClient* client, gpointer self) {
    return static_cast<Node*>(self)->handle(client) ? TRUE : FALSE;
  }
  bool handle(UMockdevIoctlClient* client);
  void submit(UMockdevIoctlClient* client);
  void reap(UMockdevIoctlClient* client);
  void discard(UMockdevIoctlClient* client);
  void claim(UMockdevIoctlClient* client);

  void move(Transfer& transfer);
  void moveIn(Transfer& transfer);
  void moveOut(Transfer& transfer);
  void moveControl(Transfer& transfer);

  UMockdevTestbed* bed_;
  UMockdevIoctlBase* handler_ = umockdev_ioctl_base_new();
  const std::shared_ptr<UsbFunction> function_;
  const std::string node_;
  std::string sysPath_;
  std::atomic<bool> gone_{false};
  std::list<Transfer> transfers_;
};

EmulatedUsb::Node::Node(UMockdevTestbed* bed, std::shared_ptr<UsbFunction> function, int number, int port)
    : bed_(bed), function_(std::move(function)), node_([number] {
        char name[32];
        std::snprintf(name, sizeof name, "bus/usb/001/%03d", number);
        return std::string(name);
      }()) {
  const std::string path =
      port == 0 ? "/devices/usb" + std::to_string(number) : "/devices/root/1-" + std::to_string(port);
  sysPath_ = "/sys" + path;
  g_signal_connect(handler_, "handle-ioctl", G_CALLBACK(onIoctl), this);
  // Before the node appears: whoever hears of it may open it at once.
  GError* error = nullptr;
  if (!umockdev_testbed_attach_ioctl(bed_, ("/dev/" + node_).c_str(), handler_, &error))
    throw std::runtime_error("attach_ioctl: " + std::string(error->message));
  const std::string three = node_.substr(node_.size() - 3);
  const std::string text =
      "P: " + path + "\nN: " + node_ +
      "\nE: SUBSYSTEM=usb\nE: DRIVER=usb\nE: DEVTYPE=usb_device\nE: MAJOR=189\nE: MINOR=" +
      std::to_string(number - 1) + "\nE: BUSNUM=001\nE: DEVNUM=" + three + "\nE: DEVNAME=/dev/" + node_ +
      "\nA: busnum=1\\n\nA: devnum=" + std::to_string(number) +
      "\\n\nA: bConfigurationValue=1\\n\nA: speed=12\\n\nH: descriptors=" + hex(function_->descriptors()) +
      "\n";
  if (!umockdev_testbed_add_from_string(bed_, text.c_str(), &error))
    throw std::runtime_error("add_from_string: " + std::string(error->message));
}

void EmulatedUsb::Node::unplug() {
  gone_ = true;
  umockdev_testbed_uevent(bed_, sysPath_.c_str(), "remove");
  umockdev_testbed_remove_device(bed_, sysPath_.c_str());
  umockdev_testbed_detach_ioctl(bed_, ("/dev/" + node_).c_str(), nullptr);
}

void EmulatedUsb::Node::setDenied(bool denied) {
  if (gone_) return;
  const std::unique_ptr<char, void (*)(void*)> root(umockdev_testbed_get_root_dir(bed_), g_free);
  using enum std::filesystem::perms;
  std::filesystem::permissions(std::string(root.get()) + "/dev/" + node_,
                               denied ? none : owner_read | owner_write);
}

bool EmulatedUsb::Node::handle(UMockdevIoctlClient* client) {
  const unsigned long request = umockdev_ioctl_client_get_request(client);
  if (request == USBDEVFS_REAPURB || request == USBDEVFS_REAPURBNDELAY) {
    reap(client);
    return true;
  }
  if (request == USBDEVFS_DISCARDURB) {
    discard(client);
    return true;
  }
  if (gone_) {
    umockdev_ioctl_client_complete(client, -1, ENODEV);
    return true;
  }
  switch (request) {
    case USBDEVFS_GET_CAPABILITIES: {
      const Data value = resolve(umockdev_ioctl_client_get_arg(client), 0, sizeof(std::uint32_t));
      const std::uint32_t can = USBDEVFS_CAP_ZERO_PACKET | USBDEVFS_CAP_NO_PACKET_SIZE_LIM |
                                USBDEVFS_CAP_REAP_AFTER_DISCONNECT | USBDEVFS_CAP_BULK_CONTINUATION;
      std::memcpy(value->data, &can, sizeof can);
      umockdev_ioctl_client_complete(client, 0, 0);
      return true;
    }
    case USBDEVFS_CLAIMINTERFACE:
    case USBDEVFS_DISCONNECT_CLAIM:
      claim(client);
      return true;
    case USBDEVFS_GETDRIVER:  // no kernel driver holds an emulated interface
      umockdev_ioctl_client_complete(client, -1, ENODATA);
      return true;
    case USBDEVFS_RELEASEINTERFACE:
    case USBDEVFS_SETCONFIGURATION:
    case USBDEVFS_SETINTERFACE:
    case USBDEVFS_CLEAR_HALT:
    case USBDEVFS_RESETEP:
    case USBDEVFS_RESET:
      umockdev_ioctl_client_complete(client, 0, 0);
      return true;
    case USBDEVFS_SUBMITURB:
      submit(client);
      return true;
    default:
      umockdev_ioctl_client_complete(client, -1, ENOTTY);
      return true;
  }
}

void EmulatedUsb::Node::claim(UMockdevIoctlClient* client) {
  if (busy) {
    umockdev_ioctl_client_complete(client, -1, EBUSY);
    return;
  }
  function_->claimed();
  umockdev_ioctl_client_complete(client, 0, 0);
}

void EmulatedUsb::Node::submit(UMockdevIoctlClient* client) {
  Data urb = resolve(umockdev_ioctl_client_get_arg(client), 0, sizeof(usbdevfs_urb));
  const auto length = static_cast<std::size_t>(reinterpret_cast<usbdevfs_urb*>(urb->data)->buffer_length);
  Data buffer = resolve(urb.get(), offsetof(usbdevfs_urb, buffer), length);
  Transfer transfer{client, std::move(urb), std::move(buffer)};
  transfer.head().actual_length = 0;
  transfers_.push_back(std::move(transfer));
  umockdev_ioctl_client_complete(client, 0, 0);
}

void EmulatedUsb::Node::reap(UMockdevIoctlClient* client) {
  std::erase_if(transfers_, [](const Transfer& t) { return !umockdev_ioctl_client_get_connected(t.client); });
  for (auto transfer = transfers_.begin(); transfer != transfers_.end(); ++transfer) {
    if (transfer->client != client) continue;
    if (!transfer->finished) {
      if (gone_)
        transfer->finish(-ESHUTDOWN);
      else
        move(*transfer);
    }
    if (!transfer->finished) continue;
    const Data place = resolve(umockdev_ioctl_client_get_arg(client), 0, sizeof(void*));
    umockdev_ioctl_data_set_ptr(place.get(), 0, transfer->urb.get());
    transfers_.erase(transfer);
    umockdev_ioctl_client_complete(client, 0, 0);
    return;
  }
  if (gone_) {
    umockdev_ioctl_client_complete(client, -1, ENODEV);
    return;
  }
  // The test bed has no poll(): libusb finds the node readable always and asks again at once. A pause before
  // "nothing yet" keeps that from eating a processor.
  GSource* later = g_timeout_source_new(1);
  g_source_set_callback(
      later,
      [](gpointer asked) -> gboolean {
        umockdev_ioctl_client_complete(static_cast<UMockdevIoctlClient*>(asked), -1, EAGAIN);
        return G_SOURCE_REMOVE;
      },
      g_object_ref(client), g_object_unref);
  g_source_attach(later, g_main_context_get_thread_default());
  g_source_unref(later);
}

void EmulatedUsb::Node::discard(UMockdevIoctlClient* client) {
  const UMockdevIoctlData* arg = umockdev_ioctl_client_get_arg(client);
  gulong address = 0;
  std::memcpy(&address, arg->data, sizeof address);
  const auto found = std::find_if(transfers_.begin(), transfers_.end(), [address](const Transfer& t) {
    return t.urb->client_addr == address && !t.finished;
  });
  if (found == transfers_.end()) {
    umockdev_ioctl_client_complete(client, -1, gone_ ? ENODEV : EINVAL);
    return;
  }
  found->finish(-ENOENT);
  umockdev_ioctl_client_complete(client, 0, 0);
}

void EmulatedUsb::Node::move(Transfer& transfer) {
  usbdevfs_urb& urb = transfer.head();
  if (broken) {
    transfer.finish(-EPROTO);
    return;
  }
  if (urb.type == USBDEVFS_URB_TYPE_CONTROL) {
    moveControl(transfer);
  } else if ((urb.endpoint & 0x80) != 0) {
    moveIn(transfer);
  } else {
    moveOut(transfer);
  }
}

// Packet by packet: a function may take the beginning of a transfer and then nothing for a while.
void EmulatedUsb::Node::moveOut(Transfer& transfer) {
  usbdevfs_urb& urb = transfer.head();
  do {
    const int length =
        std::min(static_cast<int>(UsbFunction::packetSize), urb.buffer_length - urb.actual_length);
    const std::uint8_t* const packet = transfer.buffer->data + urb.actual_length;
    if (!function_->out(urb.endpoint, {packet, static_cast<std::size_t>(length)})) return;
    urb.actual_length += length;
  } while (urb.actual_length < urb.buffer_length);
  transfer.finish(0);
}

// A transfer to the host is over when its buffer is full or a short packet arrives (USB 2.0, 5.8.3).
void EmulatedUsb::Node::moveIn(Transfer& transfer) {
  usbdevfs_urb& urb = transfer.head();
  while (!transfer.finished) {
    const auto packet = function_->in(urb.endpoint);
    if (!packet) return;
    const int room = urb.buffer_length - urb.actual_length;
    if (std::cmp_greater(packet->size(), room)) {
      transfer.finish(-EOVERFLOW);
      return;
    }
    std::copy(packet->begin(), packet->end(), transfer.buffer->data + urb.actual_length);
    urb.actual_length += static_cast<int>(packet->size());
    if (packet->size() < UsbFunction::packetSize || urb.actual_length == urb.buffer_length)
      transfer.finish(0);
  }
}

void EmulatedUsb::Node::moveControl(Transfer& transfer) {
  usbdevfs_urb& urb = transfer.head();
  if (!function_->answers()) return;
  const ControlSetup setup = parseSetup(transfer.buffer->data);
  if ((setup.requestType & 0x80) == 0) {
    const std::span data(transfer.buffer->data + setupLength, setup.length);
    transfer.finish(function_->controlOut(setup, data) ? 0 : -EPIPE);
    urb.actual_length = setup.length;
    return;
  }
  constexpr std::uint8_t getDescriptor = 6, stringType = 3;
  const bool wantsString =
      setup.requestType == 0x80 && setup.request == getDescriptor && setup.value >> 8 == stringType;
  const std::optional<Bytes> answer =
      wantsString ? stringDescriptor(function_->strings(), setup.value & 0xFF) : function_->control(setup);
  if (!answer) {
    transfer.finish(-EPIPE);
    return;
  }
  const std::size_t room = static_cast<std::size_t>(urb.buffer_length) - setupLength;
  const std::size_t length = std::min(answer->size(), room);
  std::copy_n(answer->begin(), length, transfer.buffer->data + setupLength);
  urb.actual_length = static_cast<int>(length);
  transfer.finish(0);
}

EmulatedUsb::EmulatedUsb() {
  bed_ = umockdev_testbed_new();
  // Without the wrapper the test bed is a folder like any other.
  const std::unique_ptr<char, void (*)(void*)> folder(umockdev_testbed_get_sys_dir(bed_), g_free);
  if (!std::filesystem::equivalent(folder.get(), "/sys")) {
    g_object_unref(bed_);
    throw std::runtime_error("run this program under umockdev-wrapper");
  }
}

// The bed first: it ends the thread that works on the nodes.
EmulatedUsb::~EmulatedUsb() {
  g_object_unref(bed_);
}

int EmulatedUsb::plug(std::shared_ptr<UsbFunction> function, int port) {
  const int number = ++lastNumber_;
  const auto& node = nodes_[number] = std::make_unique<Node>(bed_, std::move(function), number, port);
  node->busy = busy_;
  if (denied_) node->setDenied(true);
  return number;
}

// The node stays: programs that still hold it open are told "no device" by it.
void EmulatedUsb::unplug(int deviceNumber) {
  nodes_.at(deviceNumber)->unplug();
}

void EmulatedUsb::breakTransfers(int deviceNumber, bool broken) {
  nodes_.at(deviceNumber)->broken = broken;
}

void EmulatedUsb::setBusy(int deviceNumber, bool busy) {
  nodes_.at(deviceNumber)->busy = busy;
}

void EmulatedUsb::setAllBusy(bool busy) {
  busy_ = busy;
  for (const auto& [number, node] : nodes_) node->busy = busy;
}

void EmulatedUsb::setAllDenied(bool denied) {
  denied_ = denied;
  for (const auto& [number, node] : nodes_) node->setDenied(denied);
}

int EmulatedUsb::holders() const {
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code gone;  // closed meanwhile
    const auto target = std::filesystem::read_symlink(entry.path(), gone);
    if (!gone && target.string().find("/dev/bus/usb/") != std::string::npos) ++count;
  }
  return count;
}

}  // namespace doorstep::emulators
