#include "kiosk/journal/payload.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <charconv>

namespace doorstep::kiosk {
namespace {

QString text(std::string_view plain) {
  return QString::fromUtf8(plain.data(), static_cast<qsizetype>(plain.size()));
}

Secret sealable(const QJsonObject& object) {
  QByteArray json = QJsonDocument(object).toJson(QJsonDocument::Compact);
  Secret payload(std::string_view(json.constData(), static_cast<std::size_t>(json.size())));
  json.fill('\0');
  return payload;
}

QJsonObject objectOf(const std::map<std::string, std::string>& texts) {
  QJsonObject object;
  for (const auto& [name, value] : texts) object[text(name)] = text(value);
  return object;
}

std::map<std::string, std::string> textsOf(const QJsonObject& object) {
  std::map<std::string, std::string> texts;
  for (auto field = object.begin(); field != object.end(); ++field)
    texts[field.key().toStdString()] = field.value().toString().toStdString();
  return texts;
}

QJsonObject objectIn(const Secret& payload) {
  const auto json = payload.reveal();
  return QJsonDocument::fromJson(QByteArray(json.data(), static_cast<qsizetype>(json.size()))).object();
}

}  // namespace

Secret payloadOf(const services::ApplicationRequest& request) {
  const auto png = request.signaturePng.reveal();
  QJsonArray documents;
  for (const auto& document : request.documents)
    documents.append(
        QJsonObject{{"material", text(document.material)}, {"documentId", text(document.documentId)}});
  const QJsonObject object{
      {"procedure", text(request.procedure)},
      {"personId", text(request.personId)},
      {"photoId", text(request.photoId)},
      {"bodyProofId", text(request.bodyProofId)},
      {"phone", text(request.phone.reveal())},
      {"mailingAddress", text(request.mailingAddress.reveal())},
      {"delivery", text(request.delivery)},
      {"documents", documents},
      {"choices", objectOf(request.choices)},
      {"documentDigest", text(request.documentDigest)},
      {"signaturePng",
       QString::fromLatin1(QByteArray(png.data(), static_cast<qsizetype>(png.size())).toBase64())}};
  return sealable(object);
}

Outcome<services::ApplicationRequest> requestOf(const Secret& payload) {
  const auto object = objectIn(payload);
  const auto value = [&](const char* name) { return object.value(name).toString().toStdString(); };
  services::ApplicationRequest request;
  request.procedure = value("procedure");
  request.personId = value("personId");
  request.photoId = value("photoId");
  request.bodyProofId = value("bodyProofId");
  request.phone = Secret(value("phone"));
  request.mailingAddress = Secret(value("mailingAddress"));
  request.delivery = value("delivery");
  for (const auto& item : object.value("documents").toArray()) {
    const auto document = item.toObject();
    request.documents.push_back({document.value("material").toString().toStdString(),
                                 document.value("documentId").toString().toStdString()});
  }
  request.choices = textsOf(object.value("choices").toObject());
  request.documentDigest = value("documentDigest");
  const auto png = QByteArray::fromBase64(value("signaturePng").c_str());
  request.signaturePng = Secret(std::string_view(png.constData(), static_cast<std::size_t>(png.size())));
  if (request.procedure.empty() || request.personId.empty())
    return problem("journal.bad-payload", "no procedure or no person");
  return request;
}

Secret remainderOf(const services::ApplicationRequest& request) {
  services::ApplicationRequest remainder;
  remainder.procedure = request.procedure;
  remainder.personId = request.personId;
  return payloadOf(remainder);
}

Secret payloadOf(std::int64_t agreedFen) {
  return Secret(std::to_string(agreedFen));
}

std::int64_t agreedFenOf(const Secret& payload) {
  const auto text = payload.reveal();
  std::int64_t fen = 0;
  std::from_chars(text.data(), text.data() + text.size(), fen);
  return fen;
}

Secret payloadOf(const devices::MarkJob& job) {
  return sealable({{"code", text(job.code)}, {"fields", objectOf(job.fields)}});
}

Outcome<devices::MarkJob> markJobOf(const Secret& payload) {
  const auto object = objectIn(payload);
  devices::MarkJob job{object.value("code").toString().toStdString(),
                       textsOf(object.value("fields").toObject())};
  if (job.code.empty()) return problem("journal.bad-payload", "no code");
  return job;
}

}  // namespace doorstep::kiosk
