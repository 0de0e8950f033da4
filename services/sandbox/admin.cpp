#include "services/sandbox/admin.h"

#include "services/sandbox/page.h"
#include "services/sandbox/refusal.h"

namespace doorstep::sandbox {
namespace {

std::string yuan(std::int64_t fen) {
  return std::to_string(fen / 100) + "." + std::to_string(100 + fen % 100).substr(1) + " 元";
}

// A person's browser wants a page, a test wants the record.
bool wantsPage(const http::Request& request) {
  return request.header("Accept").value_or("").find("text/html") != std::string::npos;
}

http::Response orderPage(const services::PaymentOrder& order) {
  Table table({"收款单位", "项目", "金额", "状态"});
  table.row({order.payee, order.item, yuan(order.amountFen), wordOf(order.state)});
  std::string body = table.html();
  if (order.settled())
    body += "<h2>已缴款 / Paid</h2><p>可以回到自助机继续办理。</p>";
  else if (order.state == services::OrderState::Expired)
    body += "<h2>已过期 / Expired</h2><p>请在自助机上重新生成二维码。</p>";
  else
    body += "<form method=\"post\"><p><button>确认缴款 / Pay</button></p></form>";
  return htmlPage("模拟缴费 / Demo payment", body);
}

json faultsOf(const Faults& faults) {
  json list = json::array();
  for (const Fault& fault : faults.all())
    list.push_back({{"kind", wordOf(fault.kind)},
                    {"method", fault.method},
                    {"pathPrefix", fault.pathPrefix},
                    {"count", fault.count}});
  return list;
}

std::string textIn(const json& object, const char* name) {
  return object.at(name).get<std::string>();
}

}  // namespace

json recordsOf(Books& books) {
  json applications = json::array();
  for (const auto& entry : books.applications.all()) {
    json application = toJson(entry.application);
    application["person"] = books.people.get(entry.personId).slug;
    application["idempotencyKey"] = entry.key;
    application["paymentId"] = entry.paymentId;
    applications.push_back(std::move(application));
  }
  json payments = json::array();
  for (const auto& paymentId : books.payments.all()) {
    const auto origin = books.payments.origin(paymentId);
    json payment = toJson(books.payments.get(paymentId));
    payment["person"] = books.people.get(origin.personId).slug;
    payment["procedure"] = origin.procedure;
    payment["idempotencyKey"] = origin.key;
    payment["applicationNumber"] = origin.applicationNumber;
    payments.push_back(std::move(payment));
  }
  json documents = json::array();
  for (const auto& entry : books.people.documents())
    documents.push_back({{"person", books.people.get(entry.personId).slug},
                         {"material", entry.material},
                         {"documentId", entry.documentId},
                         {"bytes", entry.bytes}});
  return {{"today", isoDate(books.clock.today())},
          {"identityChecks", books.people.identityChecks()},
          {"applications", applications},
          {"payments", payments},
          {"documents", documents},
          {"faults", faultsOf(books.faults)}};
}

Admin::Admin(Books& books) : books_(books) {
  const auto add = [this](const char* method, const char* path,
                          http::Response (Admin::*member)(const http::Request&)) {
    router_.add(method, path,
                [this, member](const http::Request& request) { return (this->*member)(request); });
  };
  add("GET", "/", &Admin::page);
  add("GET", "/pay/{orderId}", &Admin::payPage);
  add("POST", "/pay/{orderId}", &Admin::pay);
  add("GET", "/receipts/{number}", &Admin::receiptPage);
  add("POST", "/applications/{number}/advance", &Admin::advance);
  add("POST", "/faces", &Admin::sayOfFace);
  router_.add("GET", "/records",
              [this](const http::Request&) { return http::Response{.body = recordsOf(books_).dump()}; });
  router_.add("POST", "/faults", [this](const http::Request& request) {
    books_.faults.add(faultFromJson(request.body));
    return http::Response{.status = 201, .body = faultsOf(books_.faults).dump()};
  });
  router_.add("DELETE", "/faults", [this](const http::Request&) {
    books_.faults.clear();
    return http::Response{.body = "[]"};
  });
}

http::Response Admin::answer(const http::Request& request) const {
  try {
    return router_.answer(request);
  } catch (const Refusal& refusal) {
    return refusal.response();
  }
}

http::Response Admin::page(const http::Request&) {
  const json records = recordsOf(books_);
  Table applications({"流水号", "人物", "业务", "状态", "受理", "承诺办结", "编号"});
  for (const json& one : records.at("applications"))
    applications.row({textIn(one, "applicationNumber"), textIn(one, "person"), textIn(one, "procedure"),
                      textIn(one, "state"), textIn(one, "acceptedOn"), textIn(one, "promisedBy"),
                      textIn(one, "idempotencyKey")});
  Table payments({"缴费单", "人物", "收款单位", "项目", "金额", "状态", "办件"});
  for (const json& one : records.at("payments"))
    for (const json& order : one.at("orders"))
      payments.row({textIn(order, "orderId"), textIn(one, "person"), textIn(order, "payee"),
                    textIn(order, "item"), yuan(order.at("amountFen")), textIn(order, "state"),
                    textIn(one, "applicationNumber")});
  Table faults({"故障", "方法", "路径", "还剩次数"});
  for (const json& one : records.at("faults"))
    faults.row(
        {textIn(one, "kind"), textIn(one, "method"), textIn(one, "pathPrefix"), one.at("count").dump()});

  std::string body =
      "<p>模拟的省级平台，没有真实的人和业务。Stands in for the provincial platform; nobody here is "
      "real.</p>";
  body += "<p>业务日期 " + textIn(records, "today") + "，身份核对 " + records.at("identityChecks").dump() +
          " 次</p>";
  body += "<h2>办件 / Applications</h2>" + applications.html();
  body += "<h2>缴费 / Payments</h2>" + payments.html();
  body += "<h2>故障 / Faults</h2>" + faults.html();
  return htmlPage("家门口的车管所 · 模拟平台 / Doorstep sandbox", body, 2);
}

http::Response Admin::payPage(const http::Request& request) {
  return orderPage(books_.payments.scan(request.parameters.at("orderId")));
}

http::Response Admin::pay(const http::Request& request) {
  const auto order = books_.payments.pay(request.parameters.at("orderId"));
  if (wantsPage(request)) return orderPage(order);
  return {.status = order.settled() ? 200 : 409,
          .body = json{{"orderId", order.orderId}, {"state", wordOf(order.state)}}.dump()};
}

http::Response Admin::receiptPage(const http::Request& request) {
  const auto receipt = books_.applications.receipt(request.parameters.at("number"), books_.publicAddress);
  Table table({"", ""});
  for (const auto& [label, value] : receipt.lines) table.row({label, value});
  return htmlPage(receipt.title, table.html());
}

http::Response Admin::sayOfFace(const http::Request& request) {
  Fields fields(request.body);
  books_.faces.push_back(fields.text("result", "same|different|unclear"));
  fields.noOthers();
  return {.status = 201, .body = "{}"};
}

http::Response Admin::advance(const http::Request& request) {
  return {.body = toJson(books_.applications.advance(request.parameters.at("number"))).dump()};
}

}  // namespace doorstep::sandbox
