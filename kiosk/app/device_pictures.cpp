#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cmath>
#include <cstdio>
#include <functional>
#include <iostream>

#include "devices/imaging/barcodes.h"
#include "devices/imaging/page_command.h"
#include "devices/imaging/photo_check.h"
#include "devices/imaging/picture.h"
#include "kiosk/app/device_commands.h"

namespace doorstep::app {
namespace {

using devices::Barcode;
using devices::Frame;
using devices::PhotoVerdict;

QString text(std::string_view utf8) {
  return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

double tenths(double value) {
  return std::round(value * 10) / 10;
}

// One JSON line for each picture; one that cannot be opened gets a line, too.
int forEachPicture(const QStringList& files, const std::function<QJsonObject(const Frame&)>& look) {
  int code = 0;
  for (const QString& file : files) {
    QJsonObject line;
    if (const auto frame = devices::loadPicture(file.toLocal8Bit().toStdString())) {
      line = look(*frame);
    } else {
      line["error"] = QJsonObject{{"code", text(frame.error().code)}, {"detail", text(frame.error().detail)}};
      code = 1;
    }
    line["file"] = file;
    std::puts(QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
  }
  return code;
}

QJsonObject json(const Barcode& code) {
  const QByteArray bytes(reinterpret_cast<const char*>(code.bytes.data()),
                         static_cast<qsizetype>(code.bytes.size()));
  QJsonArray corners;
  for (const auto& corner : code.corners) corners.append(QJsonArray{corner.x, corner.y});
  return {{"format", text(code.format)},
          {"bytes", QString::fromLatin1(bytes.toBase64())},
          {"text", text(code.text.reveal())},
          {"charset", text(code.charset)},
          {"engine", text(word(code.engine))},
          {"milliseconds", tenths(code.milliseconds)},
          {"corners", corners}};
}

QJsonObject json(const devices::Box& box) {
  return {{"x", box.x}, {"y", box.y}, {"width", box.width}, {"height", box.height}};
}

QJsonObject json(const PhotoVerdict& verdict) {
  QJsonArray advice;
  for (const auto word : verdict.advice) advice.append(text(devices::word(word)));
  return {{"good", verdict.good()},
          {"advice", advice},
          {"face", json(verdict.face)},
          {"crop", json(verdict.crop)},
          {"sharpness", tenths(verdict.sharpness)},
          {"brightness", tenths(verdict.brightness)}};
}

}  // namespace

int decodePictures(const DeviceRequest& request) {
  return forEachPicture(request.arguments, [](const Frame& frame) {
    QJsonArray codes;
    for (const auto& code : devices::readBarcodes(frame)) codes.append(json(code));
    return QJsonObject{{"codes", codes}};
  });
}

int judgePortraits(const DeviceRequest& request) {
  auto check = devices::PhotoCheck::create();
  if (!check) {
    std::fprintf(stderr, "%s: %s\n", check.error().code.c_str(), check.error().detail.c_str());
    return 1;
  }
  return forEachPicture(request.arguments, [&](const Frame& frame) { return json(check->judge(frame)); });
}

int findPages(const DeviceRequest& request) {
  if (!request.out.isEmpty() && !QDir().mkpath(request.out)) return refused("cannot make " + request.out);
  std::vector<std::string> pictures;
  for (const QString& picture : request.arguments) pictures.push_back(picture.toStdString());
  return devices::pageCommand(pictures, request.out.toStdString(), std::cout);
}

}  // namespace doorstep::app
