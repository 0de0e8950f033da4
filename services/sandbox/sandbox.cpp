#include "services/sandbox/sandbox.h"

#include <fstream>
#include <mutex>
#include <sstream>
#include <stdexcept>

#include "services/sandbox/admin.h"
#include "services/sandbox/api.h"
#include "services/sandbox/flat_jpeg.h"

namespace doorstep::sandbox {

// The servers stand last: they stop before anything they use goes.
struct Sandbox::Parts {
  explicit Parts(const SandboxOptions& options)
      : books(options.database, options.clock, options.qrLife), api(books), admin(books) {}

  std::mutex mutex;  // the two listeners' threads and the callers share the books
  Books books;
  Api api;
  Admin admin;
  std::vector<DemoCitizen> citizens;
  std::unique_ptr<http::Server> adminServer;
  std::unique_ptr<http::Server> apiServer;
};

namespace {

std::string portraitOf(const std::string& slug, const std::string& dir) {
  for (const std::string& name : {slug, std::string("default")}) {
    if (dir.empty()) break;
    std::ifstream file(dir + "/" + name + ".jpg", std::ios::binary);
    std::ostringstream bytes;
    if (file && bytes << file.rdbuf()) return bytes.str();
  }
  return flatJpeg(260, 378);
}

}  // namespace

Outcome<std::unique_ptr<Sandbox>> Sandbox::start(const SandboxOptions& options) {
  std::unique_ptr<Parts> parts;
  try {
    parts = std::make_unique<Parts>(options);
    parts->citizens = loadDemoCitizens(options.citizensFile, options.clock.today());
    for (const DemoCitizen& citizen : parts->citizens)
      parts->books.people.seed(citizen, portraitOf(citizen.slug, options.portraitsDir));
  } catch (const std::runtime_error& fault) {
    return problem("sandbox.bad-data", fault.what());
  }
  const std::string pki = options.pkiDir + "/";
  if (auto trusted = parts->books.gate.trust(kDemoStation, pki + "station-sm2.pub"); !trusted)
    return tl::unexpected(trusted.error());

  Parts* const raw = parts.get();
  auto adminServer = http::Server::start({.port = options.adminPort}, [raw](const http::Request& request) {
    const std::lock_guard lock(raw->mutex);
    return raw->admin.answer(request);
  });
  if (!adminServer) return tl::unexpected(adminServer.error());
  parts->adminServer = std::move(*adminServer);
  const std::string address = "http://127.0.0.1:" + std::to_string(parts->adminServer->port());
  {
    const std::lock_guard lock(raw->mutex);
    raw->books.publicAddress = address;
    raw->books.payments.setPayAddress(address);
  }

  http::ServerOptions apiOptions;
  apiOptions.port = options.port;
  apiOptions.limits = options.limits;
  apiOptions.tls = http::TlsFiles{pki + options.serverName + ".pem", pki + options.serverName + "-key.pem",
                                  pki + "ca.pem"};
  auto apiServer = http::Server::start(apiOptions, [raw](const http::Request& request) {
    const std::lock_guard lock(raw->mutex);
    return raw->api.answer(request);
  });
  if (!apiServer) return tl::unexpected(apiServer.error());
  parts->apiServer = std::move(*apiServer);
  return std::unique_ptr<Sandbox>(new Sandbox(std::move(parts)));
}

Sandbox::Sandbox(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Sandbox::~Sandbox() = default;

std::uint16_t Sandbox::port() const {
  return parts_->apiServer->port();
}
std::uint16_t Sandbox::adminPort() const {
  return parts_->adminServer->port();
}
std::string Sandbox::baseUrl() const {
  return "https://127.0.0.1:" + std::to_string(port()) + "/v1";
}
const std::vector<DemoCitizen>& Sandbox::citizens() const {
  return parts_->citizens;
}

const DemoCitizen& Sandbox::citizen(const std::string& slug) const {
  for (const DemoCitizen& citizen : parts_->citizens)
    if (citizen.slug == slug) return citizen;
  throw std::out_of_range("no demo citizen " + slug);
}

std::string Sandbox::records() {
  const std::lock_guard lock(parts_->mutex);
  return recordsOf(parts_->books).dump();
}

void Sandbox::pay(const std::string& orderId) {
  const std::lock_guard lock(parts_->mutex);
  parts_->books.payments.pay(orderId);
}

void Sandbox::sayOfNextFace(const std::string& result) {
  const std::lock_guard lock(parts_->mutex);
  parts_->books.faces.push_back(result);
}

void Sandbox::addFault(const Fault& fault) {
  const std::lock_guard lock(parts_->mutex);
  parts_->books.faults.add(fault);
}

void Sandbox::clearFaults() {
  const std::lock_guard lock(parts_->mutex);
  parts_->books.faults.clear();
}

void Sandbox::stop(std::chrono::milliseconds grace) {
  parts_->apiServer->stop(grace);
  parts_->adminServer->stop(grace);
}

}  // namespace doorstep::sandbox
