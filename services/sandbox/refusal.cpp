#include "services/sandbox/refusal.h"

#include <map>

namespace doorstep::sandbox {
namespace {

struct Meaning {
  int status;
  const char* message;
};

const std::map<std::string, Meaning>& meanings() {
  static const std::map<std::string, Meaning> table{
      {"bad-request", {400, "请求不符合接口约定"}},
      {"unknown-station", {401, "不认识这台终端"}},
      {"stale-timestamp", {401, "请求时间和平台时间相差太多"}},
      {"replayed-nonce", {401, "这个请求已经收到过"}},
      {"bad-signature", {401, "请求签名不对"}},
      {"person-unknown", {404, "没有查到这个人"}},
      {"no-licence", {404, "没有查到驾驶证"}},
      {"no-photo", {404, "没有在档照片"}},
      {"no-body-proof", {404, "没有查到身体条件证明"}},
      {"no-payment", {404, "没有查到缴费单"}},
      {"no-application", {404, "没有查到办件"}},
      {"identity-mismatch", {409, "姓名与登记的不一致"}},
      {"already-open", {409, "同一业务已有在办的办件"}},
      {"payment-unsettled", {409, "费用还没有缴清"}},
      {"payment-used", {409, "这笔缴费已经用于别的办件"}},
      {"key-reused", {422, "同一编号的请求内容不一样"}},
      {"unknown-procedure", {422, "没有这项业务"}},
      {"photo-format", {422, "照片不是有效的JPEG"}},
      {"photo-size", {422, "照片应为260×378像素，不超过100KB"}},
      {"photo-unknown", {422, "没有这张照片"}},
      {"photo-too-old", {422, "照片超过六个月"}},
      {"document-format", {422, "材料不是有效的PDF"}},
      {"document-size", {422, "材料不能超过3MB"}},
      {"document-unknown", {422, "没有这份材料"}},
      {"document-missing", {422, "还缺材料"}},
      {"choice-unknown", {422, "没有这个选项"}},
      {"payment-unknown", {422, "没有这笔缴费"}},
      {"address-missing", {422, "邮寄需要填写地址"}},
      {"not-eligible", {422, "目前不符合办理条件"}},
      {"too-many-requests", {429, "请求太多，请稍后再试"}},
      {"failed", {500, "系统出错了，请稍后核实办理结果"}},
      {"unavailable", {503, "平台正在维护，请稍后再试"}},
  };
  return table;
}

}  // namespace

http::Response Refusal::response() const {
  const Meaning& meaning = meanings().at(code_);
  http::Response response = http::refusal(meaning.status, code_, meaning.message, detail_);
  if (meaning.status == 429 || meaning.status == 503) response.headers.emplace_back("Retry-After", "1");
  return response;
}

}  // namespace doorstep::sandbox
