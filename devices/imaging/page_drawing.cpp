#include <opencv2/imgproc.hpp>

#include "devices/drivers/glyph_font.h"
#include "devices/imaging/page_scenes.h"
#include "devices/imaging/picture_mat.h"
#include "devices/imaging/portrait.h"
#include "devices/imaging/portrait_dice.h"

// The print on drawn papers. Everybody named on them is fictitious.
namespace doorstep::devices {

namespace {

const cv::Scalar kPaperWhite(234, 236, 236), kInk(42, 38, 38), kRed(58, 52, 196);

// Writes on a paper; lengths in mm.
class Pen {
 public:
  Pen(cv::Mat& paper, int dpi) : paper_(paper), dpi_(dpi), font_(GlyphFont::load({})) {}

  int px(double mm) const { return static_cast<int>(std::lround(mm * dpi_ / 25.4)); }
  cv::Point at(double x, double y) const { return {px(x), px(y)}; }

  // `size` is the height of a character, which is its width, too, unless it is ASCII.
  void write(double x, double y, std::string_view text, double size, const cv::Scalar& ink = kInk,
             bool bold = false) {
    const int cell = px(size);
    wire::Bitmap dotsOf(cell * columnsOf(text) / 2 + cell, cell + 2);
    if (!font_ || cell < 2) return;
    font_->draw(dotsOf, 0, 0, text, cell, bold);
    for (int row = 0; row < dotsOf.height; ++row)
      for (int column = 0; column < dotsOf.width; ++column)
        if (const cv::Point spot = at(x, y) + cv::Point(column, row);
            dotsOf.black(column, row) && spot.inside({0, 0, paper_.cols, paper_.rows}))
          paper_.at<cv::Vec3b>(spot) =
              cv::Vec3b(cv::saturate_cast<std::uint8_t>(ink[0]), cv::saturate_cast<std::uint8_t>(ink[1]),
                        cv::saturate_cast<std::uint8_t>(ink[2]));
  }

 private:
  cv::Mat& paper_;
  int dpi_;
  Outcome<GlyphFont> font_;
};

constexpr std::array<std::string_view, 8> kSentences{
    "本人自愿申请换领机动车驾驶证，所填写的内容真实、有效。",
    "已经知道申请人的义务：地址、电话变更后，三十日内到车管所备案。",
    "服务大厅周一至周五办公，中午不休息；节假日请看门口的通知。",
    "体检结果由医院上传，不用交纸质证明，也不用重复填表。",
    "领取新证时，请核对姓名、准驾车型、有效期；有错当场更正。",
    "材料不全的，可以先签承诺书，十个工作日内补交。",
    "对办理结果有疑问，可以拨打窗口电话，或者到一号窗口询问。",
    "本表一式一份，由经办人留存，保存期限按档案管理规定。"};

std::size_t bytesOfCharacter(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

void writeParagraph(Pen& pen, double& y, std::string text, double bottom) {
  constexpr double kLeft = 25, kSize = 4.2, kPitch = 7.2;  // mm
  constexpr std::size_t kPerLine = 38;
  text = "　　" + text;
  std::size_t from = 0, at = 0, count = 0;
  while (at < text.size() && y < bottom) {
    at += bytesOfCharacter(text, at);
    if (++count < kPerLine && at < text.size()) continue;
    pen.write(kLeft, y, std::string_view(text).substr(from, at - from), kSize);
    from = at;
    count = 0;
    y += kPitch;
  }
}

void drawSeal(cv::Mat& paper, const Pen& pen, double x, double y) {
  cv::circle(paper, pen.at(x, y), pen.px(20), kRed, pen.px(1.2), cv::LINE_AA);
  std::vector<cv::Point> star;
  for (int i = 0; i < 10; ++i) {
    const double angle = CV_PI * i / 5, radius = i % 2 == 0 ? 6.5 : 2.6;
    star.push_back(pen.at(x + radius * std::sin(angle), y - radius * std::cos(angle)));
  }
  cv::fillPoly(paper, std::vector<std::vector<cv::Point>>{star}, kRed, cv::LINE_AA);
}

void drawText(cv::Mat& paper, int dpi, unsigned seed) {
  Pen pen(paper, dpi);
  Dice dice(seed);
  pen.write(58, 26, "机动车驾驶证业务告知书", 8, kInk, true);
  double y = 48;
  while (y < 232) {
    std::string paragraph;
    const int sentences = dice.coin() ? 3 : 2;
    for (int i = 0; i < sentences; ++i) paragraph += dice.of(kSentences);
    writeParagraph(pen, y, paragraph, 236);
  }
  pen.write(122, 248, "云上县公安局山湖派出所", 4.2);
  pen.write(134, 256, "二〇二六年三月二日", 4.2);
  drawSeal(paper, pen, 150, 252);
}

// The fine waves on a card's ground.
void drawWaves(cv::Mat& card, const Pen& pen, const cv::Scalar& colour) {
  for (double y = 2; y < kId1.height; y += 1.6)
    for (double x = 0; x < kId1.width; x += 0.5)
      cv::line(card, pen.at(x, y + std::sin(x / 5 + y)), pen.at(x + 0.5, y + std::sin((x + 0.5) / 5 + y)),
               colour, 1, cv::LINE_AA);
}

void drawIdPortrait(cv::Mat& card, int dpi, unsigned seed) {
  Pen pen(card, dpi);
  card = cv::Scalar(240, 232, 222);
  drawWaves(card, pen, {236, 218, 204});
  const cv::Scalar blue(170, 110, 60);
  constexpr std::array<std::string_view, 4> kNames{"李小雷", "王小梅", "张小山", "陈小云"};
  Dice dice(seed);
  const Sitter sitter{seed, 25 + static_cast<int>(seed * 7 % 40), dice.coin(), false};
  pen.write(5, 6, "姓名", 2.9, blue);
  pen.write(14, 5.6, dice.of(kNames), 3.6);
  pen.write(5, 13.5, "性别", 2.9, blue);
  pen.write(14, 13.2, sitter.woman ? "女" : "男", 3.3);
  pen.write(5, 20.5, "出生", 2.9, blue);
  pen.write(14, 20.2, "1990年3月7日", 3.3);
  pen.write(5, 28, "住址", 2.9, blue);
  pen.write(14, 27.7, "云上县清溪镇山湖路", 3.3);
  pen.write(14, 32, "1号", 3.3);
  pen.write(5, 45, "公民身份号码", 2.9, blue);
  pen.write(28, 44.6, "990101199003070010", 4.2, kInk, true);
  Scene scene;
  scene.width = 390;
  scene.height = 480;
  scene.headLength = 290;
  scene.y = 0.44;
  const Frame portrait = drawPortrait(sitter, scene).frame;
  const cv::Rect place(pen.at(56, 8), cv::Size(pen.px(24), pen.px(29.5)));
  cv::resize(viewOf(portrait), card(place), place.size(), 0, 0, cv::INTER_AREA);
}

void drawIdEmblem(cv::Mat& card, int dpi) {
  Pen pen(card, dpi);
  card = cv::Scalar(232, 232, 236);
  drawWaves(card, pen, {206, 208, 228});
  cv::circle(card, pen.at(16, 15), pen.px(9), kRed, -1, cv::LINE_AA);
  cv::circle(card, pen.at(16, 15), pen.px(6.5), {90, 190, 230}, pen.px(0.8), cv::LINE_AA);
  pen.write(32, 8, "样张居民证件", 6.5, kInk, true);
  pen.write(34, 18, "演示用样张", 8, kInk, true);
  pen.write(20, 37, "签发机关", 2.9);
  pen.write(36, 36.7, "云上县公安局", 3.3);
  pen.write(20, 44, "有效期限", 2.9);
  pen.write(36, 43.7, "2020.03.07-2040.03.07", 3.3);
}

}  // namespace

PaperSize sizeOf(DrawnPaper paper) {
  return paper == DrawnPaper::Text || paper == DrawnPaper::Blank ? kA4 : kId1;
}

Frame drawPaper(DrawnPaper paper, int dpi, unsigned seed) {
  const PaperSize size = sizeOf(paper);
  NewFrame frame(dots(size.width, dpi), dots(size.height, dpi));
  frame.pixels = kPaperWhite;
  if (paper == DrawnPaper::Text) drawText(frame.pixels, dpi, seed);
  if (paper == DrawnPaper::IdPortrait) drawIdPortrait(frame.pixels, dpi, seed);
  if (paper == DrawnPaper::IdEmblem) drawIdEmblem(frame.pixels, dpi);
  return frame.frame();
}

}  // namespace doorstep::devices
