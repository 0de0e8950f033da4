#pragma once

#include <QNetworkAccessManager>
#include <QUrl>

#include "kiosk/app/told.h"

namespace doorstep::app {

// The sandbox platform's own page, for what a payer or a saboteur does there. Blocking: for journeys and the
// bench.
class SandboxDoor {
 public:
  explicit SandboxDoor(QUrl base) : base_(std::move(base)) {}
  Told<QByteArray> get(const QString& path) { return send("GET", url(path), {}); }
  Told<QByteArray> post(const QUrl& where, const QByteArray& body) { return send("POST", where, body); }
  Told<QByteArray> remove(const QString& path) { return send("DELETE", url(path), {}); }
  QUrl url(const QString& path) const { return base_.resolved(QUrl(path)); }

 private:
  Told<QByteArray> send(const QByteArray& verb, const QUrl& where, const QByteArray& body);

  QUrl base_;
  QNetworkAccessManager network_;
};

}  // namespace doorstep::app
