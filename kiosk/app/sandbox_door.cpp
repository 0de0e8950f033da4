#include "kiosk/app/sandbox_door.h"

#include <QEventLoop>
#include <QNetworkReply>
#include <memory>

namespace doorstep::app {

Told<QByteArray> SandboxDoor::send(const QByteArray& verb, const QUrl& where, const QByteArray& body) {
  QNetworkRequest request(where);
  request.setTransferTimeout(5000);
  request.setHeader(QNetworkRequest::ContentTypeHeader, "application/json");
  const std::unique_ptr<QNetworkReply> reply(network_.sendCustomRequest(request, verb, body));
  QEventLoop loop;
  QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
  if (!reply->isFinished()) loop.exec();
  const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
  if (reply->error() != QNetworkReply::NoError)
    return wrong(where.toString().toStdString() + " answered " + std::to_string(status) + " " +
                 reply->errorString().toStdString());
  return reply->readAll();
}

}  // namespace doorstep::app
