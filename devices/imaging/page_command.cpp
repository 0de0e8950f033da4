#include "devices/imaging/page_command.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "devices/imaging/barcodes.h"
#include "devices/imaging/page_check.h"
#include "devices/imaging/page_output.h"
#include "devices/imaging/picture.h"

namespace doorstep::devices {

namespace {

namespace fs = std::filesystem;

QString text(std::string_view utf8) {
  return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

double rounded(double value, double steps) {
  return std::round(value * steps) / steps;
}

QString paperName(const PaperSize& size) {
  if (!size.known()) return "free";
  return std::max(size.width, size.height) == kA4.height ? "a4" : "id-1";
}

QJsonObject json(const Problem& problem) {
  return {{"code", text(problem.code)}, {"detail", text(problem.detail)}};
}

QJsonObject json(const FoundPage& page, const PageVerdict& verdict) {
  QJsonArray corners, advice;
  for (const Point& corner : page.corners)
    corners.append(QJsonArray{rounded(corner.x, 10), rounded(corner.y, 10)});
  for (const PageAdvice one : verdict.advice) advice.append(text(word(one)));
  return {{"corners", corners},
          {"good", verdict.good()},
          {"advice", advice},
          {"blur", rounded(verdict.blur, 100)},
          {"glare", rounded(verdict.glare, 1000)},
          {"brightness", rounded(verdict.brightness, 1)},
          {"turns", verdict.turns}};
}

// What its barcodes say: invoices and certificates carry their number in one.
QJsonArray codesOf(const Frame& page) {
  QJsonArray codes;
  for (const Barcode& code : readBarcodes(page))
    codes.append(QJsonObject{{"format", text(code.format)}, {"text", text(code.text.reveal())}});
  return codes;
}

// A card is left in its colours; a sheet becomes upright if nothing says otherwise.
Outcome<void> writePage(const Frame& frame, const FoundPage& page, const PageVerdict& verdict,
                        const fs::path& file, QJsonObject& line) {
  constexpr std::size_t kMostBytes = 4'000'000;
  const PaperSize seen = likelySize(frame, page.corners);
  RectifyWish wish{seen, 200, verdict.turns, true};
  if (paperName(seen) == "a4") wish.size = kA4;
  if (paperName(seen) == "id-1") wish = {kId1, 300, verdict.turns, false};
  const auto flat = rectifyPage(frame, page.corners, wish);
  if (!flat) return tl::unexpected(flat.error());
  line["codes"] = codesOf(flat->frame);
  const auto jpeg = pageJpeg(*flat, kMostBytes);
  if (!jpeg) return tl::unexpected(jpeg.error());
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(jpeg->data()), static_cast<std::streamsize>(jpeg->size()));
  std::error_code unwritten;
  if (fs::file_size(file, unwritten) != jpeg->size() || unwritten)
    return problem("camera.picture-unreadable", file.string() + ": cannot be written");
  line["paper"] = paperName(seen);
  line["dpi"] = flat->dpi;
  line["image"] = text(file.string());
  return {};
}

// Adds the pages of one picture to its line; false when something is not well.
bool describe(PageCheck& check, const Frame& frame, const fs::path& stem, QJsonObject& line) {
  QJsonArray pages;
  bool well = true;
  for (const FoundPage& page : findPages(frame)) {
    const auto verdict = check.judge(frame, page);
    QJsonObject one = json(page, verdict);
    const fs::path file = stem.string() + "-page-" + std::to_string(pages.size() + 1) + ".jpg";
    const auto written = writePage(frame, page, verdict, file, one);
    if (!written) one["error"] = json(written.error());
    well = well && verdict.good() && written;
    pages.append(one);
  }
  if (pages.isEmpty()) line["advice"] = QJsonArray{text(word(PageAdvice::NothingFound))};
  line["pages"] = pages;
  return well && !pages.isEmpty();
}

}  // namespace

int pageCommand(const std::vector<std::string>& pictures, const std::string& folder, std::ostream& out) {
  auto check = PageCheck::create();
  int status = 0;
  for (const std::string& picture : pictures) {
    QJsonObject line{{"file", text(picture)}};
    const auto frame = check ? loadPicture(picture) : Outcome<Frame>(tl::unexpected(check.error()));
    const bool well = frame && describe(*check, *frame, fs::path(folder) / fs::path(picture).stem(), line);
    if (!frame) line["error"] = json(frame.error());
    if (!well) status = 1;
    out << QJsonDocument(line).toJson(QJsonDocument::Compact).toStdString() << "\n" << std::flush;
  }
  return status;
}

}  // namespace doorstep::devices
