#include "kiosk/cases/document_step.h"

#include "devices/imaging/page_output.h"
#include "devices/manager.h"
#include "kiosk/cases/elsewhere.h"
#include "kiosk/cases/tools.h"
#include "kiosk/cases/wording.h"

namespace doorstep::kiosk {
namespace {

using devices::PageAdvice;

constexpr int kDpi = 200;

QPolygonF sharesOf(const TakenPage& taken) {
  QPolygonF shares;
  for (const auto& corner : taken.corners)
    shares << QPointF(corner.x / taken.picture.width, corner.y / taken.picture.height);
  return shares;
}

devices::PageCorners cornersOf(const QPolygonF& shares, const devices::Frame& picture) {
  devices::PageCorners corners;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const auto& share = shares.at(static_cast<qsizetype>(i));
    corners[i] = {share.x() * picture.width, share.y() * picture.height};
  }
  return corners;
}

// One sheet for a card, else the pages as they are.
Outcome<PersonalBytes> pdfOf(const std::vector<devices::PageImage>& pages, bool isCard,
                             const std::string& title) {
  if (!isCard) return devices::pagesPdf(pages, title, services::kLargestDocument);
  const auto sheet = devices::idCardCopy(pages.at(0), pages.at(1), kDpi);
  if (!sheet) return tl::unexpected(sheet.error());
  return devices::pagesPdf(std::span(&*sheet, 1), title, services::kLargestDocument);
}

}  // namespace

DocumentStep::DocumentStep(const Tools& tools, std::shared_ptr<const Citizen> citizen,
                           std::shared_ptr<OpenCase> open)
    : Step(tools), citizen_(std::move(citizen)), open_(std::move(open)) {
  for (const auto& planned : open_->plan.materials)
    if (planned.state == PlannedMaterial::State::Capture && planned.material->capture == Capture::Document)
      documents_.push_back(planned.material);
  connect(&viewfinder_, &PageViewfinder::seen, this, &DocumentStep::seen);
  connect(&viewfinder_, &PageViewfinder::taking, this, [this] {
    work({"正在拍，请别动……", "Taking the picture, keep it still…"});
  });
  connect(&viewfinder_, &PageViewfinder::took, this,
          [this](const devices::Frame& picture) { make(picture, std::nullopt); });
  connect(&viewfinder_, &PageViewfinder::failed, this, [this](const Problem& problem) {
    live_ = false;
    fail(problem);
  });
}

QString DocumentStep::title() const {
  switch (phase_) {
    case Looking:
      return say({"请把材料放到镜头下面", "Lay the paper under the camera"});
    case Showing:
      return say({"这一页可以吗？", "Is this page all right?"});
    case Drawing:
      break;
  }
  return say({"请指出纸的四个角", "Show where the corners are"});
}

QString DocumentStep::helpText() const {
  return say(
      {"把材料平放在镜头下面，手拿开，放稳了机器自己拍。拍好先给您看，不满意可以重拍；边上裁得不对，"
       "可以自己拖四个角。拍下的材料只交给平台。",
       "Lay the paper flat under the camera and take your hand away: the picture is taken by itself. You "
       "look at it first and can take it again, or drag the four corners if it was cut wrongly. It goes "
       "to the platform and nowhere else."});
}

QString DocumentStep::primaryText() const {
  const auto pages = static_cast<int>(document().pages.size());
  switch (phase_) {
    case Looking:
      return canCapture() && !live_ ? say({"开始扫描", "Scan"}) : QString();
    case Showing:
      if (isCard() && pages == 1) return say({"好，拍另一面", "Good, now the other side"});
      if (isCard()) return say({"两面都好了", "Both sides are done"});
      return pages == 1 ? say({"用这一张", "Use this one"})
                        : say(with({"就这%1页", "Use these %1 pages"}, same(std::to_string(pages))));
    case Drawing:
      break;
  }
  return say({"就按这个框", "Cut it like this"});
}

QString DocumentStep::text() const {
  if (state() == Working) return activity();
  switch (phase_) {
    case Looking:
      if (!live_)
        return say(
            {"把纸面朝下放好，盖上盖子，再按下面的按钮", "Put it face down, close the lid, then scan"});
      return advice_.empty() ? say({"很好，别动，马上拍", "Very good, hold still"})
                             : say(adviceText(advice_.front()));
    case Showing:
      return advice_.empty()
                 ? say({"看看字清不清楚，四边全不全", "Is the print clear and every edge there?"})
                 : say(with({"可能不行：%1", "Perhaps not good enough: %1"}, adviceText(advice_.front())));
    case Drawing:
      break;
  }
  return unfound_ ? say({"没有找到纸的边。请把四个圆点拖到纸的四个角上",
                         "The edges were not found. Drag the four dots onto the corners of the paper"})
                  : say({"请把四个圆点拖到纸的四个角上", "Drag the four dots onto the corners of the paper"});
}

QString DocumentStep::about() const {
  const auto taken = static_cast<int>(document().pages.size()) + (phase_ == Looking ? 1 : 0);
  const QString name = say(material().title);
  if (isCard())
    return name + say(taken < 2 ? Localized{"：有照片的一面", ": the side with the photo"}
                                : Localized{"：另一面", ": the other side"});
  if (material().mostPages == 1) return name;
  return name + say(with({"：第%1页", ": page %1"}, same(std::to_string(std::max(taken, 1)))));
}

qreal DocumentStep::aspect() const {
  return picture_.isNull() ? 4.0 / 3 : picture_.width() / qreal(picture_.height());
}

QVariantList DocumentStep::outline() const {
  return {outline_.begin(), outline_.end()};
}

bool DocumentStep::canCapture() const {
  const auto* scanner = tools().devices->documentScanner();
  return phase_ == Looking && state() == Ready && scanner && (live_ || !scanner->hasPreview());
}

bool DocumentStep::canDraw() const {
  const auto* taken = inHand();
  return phase_ == Showing && taken && taken->picture.bgr;
}

bool DocumentStep::canAdd() const {
  return phase_ == Showing && !isCard() &&
         document().pages.size() < static_cast<std::size_t>(material().mostPages);
}

const TakenPage* DocumentStep::inHand() const {
  if (unfound_) return &*unfound_;
  return document().pages.empty() ? nullptr : &document().pages.back();
}

PageWish DocumentStep::wish() const {
  PageWish wish{.dpi = kDpi};
  const auto* scanner = tools().devices->documentScanner();
  wish.flat = scanner && !scanner->hasPreview() && !isCard();  // a card is smaller than the glass
  if (material().form == DocumentForm::Sheet) wish.paper = devices::kA4;
  if (!isCard()) return wish;
  wish.paper = devices::kId1;
  wish.side = document().pages.empty() ? devices::CardSide::Portrait : devices::CardSide::Back;
  return wish;
}

void DocumentStep::onStart() {
  while (current_ + 1 < documents_.size() && !document().documentId.empty()) ++current_;
  next();
}

// What the person sees of the document in turn: its last page if it has one, else the camera.
void DocumentStep::next() {
  if (document().pages.empty())
    look();
  else
    enter(Showing);
}

void DocumentStep::look() {
  auto& taken = document();
  taken.documentId.clear();
  upload_.reset();
  pdf_.clear();
  if (!taken.pages.empty()) taken.pages.back().picture = {};
  unfound_.reset();
  phase_ = Looking;
  advice_ = {PageAdvice::NothingFound};
  live_ = false;
  show({});
  auto* scanner = tools().devices->documentScanner();
  if (scanner && scanner->hasPreview())
    work({"正在打开镜头……", "Opening the camera…"});
  else
    ready();
  viewfinder_.open(scanner, wish().side, kDpi);
}

void DocumentStep::seen(const PageSighting& sighting) {
  show(sighting.picture, sighting.outline);
  if (live_ && sighting.advice == advice_) return;
  advice_ = sighting.advice;
  live_ = true;
  ready();
}

void DocumentStep::capture() {
  if (canCapture()) viewfinder_.capture();
}

void DocumentStep::make(const devices::Frame& picture, const std::optional<devices::PageCorners>& drawn) {
  live_ = false;
  work({"正在整理这一页……", "Straightening the page…"});
  elsewhere<TakenPage>([picture, drawn, wish = wish()] { return takePage(picture, wish, drawn); },
                       here<TakenPage>([this](Outcome<TakenPage> taken) {
                         if (!taken) return fail(taken.error());
                         made(std::move(*taken));
                       }));
}

void DocumentStep::made(TakenPage taken) {
  auto& pages = document().pages;
  if (!taken.found()) {
    unfound_ = std::move(taken);
    return draw();
  }
  if (phase_ == Drawing && !unfound_) pages.pop_back();
  unfound_.reset();
  pages.push_back(std::move(taken));
  enter(Showing);
}

void DocumentStep::enter(Phase phase) {
  phase_ = phase;
  advice_.clear();
  if (const auto* taken = inHand()) {
    advice_ = taken->verdict.advice;
    std::erase(advice_, PageAdvice::UpsideDown);  // it has been turned
    if (phase == Drawing)
      show(taken->shownPicture, sharesOf(*taken));
    else
      show(taken->shownPage);
  }
  ready();
}

void DocumentStep::retake() {
  if (phase_ != Showing || state() == Working) return;
  document().pages.pop_back();
  look();
}

void DocumentStep::addPage() {
  if (canAdd() && state() == Ready) look();
}

void DocumentStep::skip() {
  if (!canSkip() || state() == Finished) return;
  viewfinder_.close();
  document() = {};
  onFile();
}

void DocumentStep::draw() {
  if (inHand()) enter(Drawing);
}

void DocumentStep::moveCorner(int index, qreal x, qreal y) {
  if (phase_ != Drawing || index < 0 || index >= outline_.size()) return;
  outline_[index] = {std::clamp(x, 0.0, 1.0), std::clamp(y, 0.0, 1.0)};
  emit pictureChanged();
}

void DocumentStep::stopDrawing() {
  if (phase_ != Drawing || state() == Working) return;
  if (unfound_) return look();
  enter(Showing);
}

void DocumentStep::onProceed() {
  if (phase_ == Looking) return viewfinder_.capture();
  if (phase_ == Drawing) return make(inHand()->picture, cornersOf(outline_, inHand()->picture));
  if (!document().documentId.empty()) return onFile();  // back from a later page
  if (isCard() && document().pages.size() == 1) return look();
  if (!pdf_.empty()) return send();
  bind();
}

// The pages become one file.
void DocumentStep::bind() {
  work({"正在上传材料……", "Sending the document…"});
  std::vector<devices::PageImage> pages;
  for (const auto& taken : document().pages) pages.push_back(taken.page);
  elsewhere<PersonalBytes>(
      [pages, isCard = isCard(), title = material().title.zh] { return pdfOf(pages, isCard, title); },
      here<PersonalBytes>([this](Outcome<PersonalBytes> pdf) {
        if (!pdf) return fail(pdf.error());
        pdf_ = std::move(*pdf);
        send();
      }));
}

void DocumentStep::send() {
  work({"正在上传材料……", "Sending the document…"});
  if (!upload_) {
    upload_ = std::make_unique<Upload>(tools(), open_->id, Intent::Kind::Document);
    connect(upload_.get(), &Upload::done, this, &DocumentStep::uploaded);
    connect(upload_.get(), &Upload::failed, this, &DocumentStep::fail);
  }
  upload_->send([this](const std::string& key, Done<std::string> id, std::stop_token stop) {
    tools().platform->uploadDocument(key, citizen_->records.identity.personId, material().id, pdf_,
                                     std::move(id), std::move(stop));
  });
}

void DocumentStep::uploaded(const std::string& documentId) {
  pdf_.clear();
  document().documentId = documentId;
  if (auto stored = open_->record(tools(), What::DocumentTaken, Actor::Citizen, documentId); !stored)
    return fail(stored.error());
  onFile();
}

void DocumentStep::onFile() {
  upload_.reset();
  if (current_ + 1 == documents_.size()) return finish();
  ++current_;
  next();
}

void DocumentStep::onRetry() {
  if (phase_ == Showing)
    onProceed();
  else if (phase_ == Drawing)
    draw();
  else
    look();
}

void DocumentStep::show(QImage picture, QPolygonF outline) {
  picture_ = std::move(picture);
  outline_ = std::move(outline);
  emit pictureChanged();
}

void DocumentStep::onLeave() {
  viewfinder_.close();
  picture_ = {};
  if (upload_) upload_->giveUp();
}

}  // namespace doorstep::kiosk
