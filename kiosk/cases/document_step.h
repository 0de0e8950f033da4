#pragma once

#include <QImage>
#include <QPolygonF>
#include <vector>

#include "kiosk/cases/citizen.h"
#include "kiosk/cases/open_case.h"
#include "kiosk/cases/page_viewfinder.h"
#include "kiosk/cases/step.h"
#include "kiosk/cases/upload.h"

namespace doorstep::kiosk {

// The documents this case needs pictures of, one after the other: laid under the document scanner, taken by
// itself when it lies still, looked at by the person, put on file when they agree. Where the machine finds
// the page's edges wrong, the person draws them.
class DocumentStep : public doorstep::kiosk::Step {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("steps are made by the kiosk")
  Q_PROPERTY(Phase phase READ phase NOTIFY changed)
  Q_PROPERTY(QString text READ text NOTIFY changed)    // what to do now
  Q_PROPERTY(QString about READ about NOTIFY changed)  // which document, which page or side of it
  Q_PROPERTY(bool live READ live NOTIFY changed)
  Q_PROPERTY(bool good READ good NOTIFY changed)
  Q_PROPERTY(bool troubled READ troubled NOTIFY changed)         // the page taken may be of no use
  Q_PROPERTY(QImage picture READ picture NOTIFY pictureChanged)  // live, the page taken, or to draw on
  Q_PROPERTY(qreal aspect READ aspect NOTIFY pictureChanged)     // of the picture: width / height
  // Four points, shares of the picture's width and height: of the page seen live, or as drawn; else none.
  Q_PROPERTY(QVariantList outline READ outline NOTIFY pictureChanged)
  Q_PROPERTY(bool canCapture READ canCapture NOTIFY changed)
  Q_PROPERTY(bool canDraw READ canDraw NOTIFY changed)
  Q_PROPERTY(bool canAdd READ canAdd NOTIFY changed)
  Q_PROPERTY(bool canSkip READ canSkip NOTIFY changed)  // the law lets the case go on without it

 public:
  enum Phase {
    Looking,  // for a page
    Showing,  // the page that was taken
    Drawing,  // where its corners are
  };
  Q_ENUM(Phase)

  DocumentStep(const Tools& tools, std::shared_ptr<const Citizen> citizen, std::shared_ptr<OpenCase> open);

  QString title() const override;
  QString helpText() const override;
  QString primaryText() const override;
  Phase phase() const { return phase_; }
  QString text() const;
  QString about() const;
  bool live() const { return live_; }
  bool good() const { return live_ && advice_.empty(); }
  bool troubled() const { return phase_ == Showing ? !advice_.empty() : unfound_.has_value(); }
  QImage picture() const { return picture_; }
  qreal aspect() const;
  QVariantList outline() const;
  bool canCapture() const;
  bool canDraw() const;
  bool canAdd() const;
  bool canSkip() const { return phase_ == Looking && material().kind == MaterialClass::Tolerable; }

  Q_INVOKABLE void capture();
  Q_INVOKABLE void retake();
  Q_INVOKABLE void addPage();
  Q_INVOKABLE void skip();
  Q_INVOKABLE void draw();
  Q_INVOKABLE void moveCorner(int index, qreal x, qreal y);
  Q_INVOKABLE void stopDrawing();  // the corners stay where they were

 signals:
  void pictureChanged();

 private:
  void onStart() override;
  void onProceed() override;
  void onRetry() override;
  void onLeave() override;
  const Material& material() const { return *documents_.at(current_); }
  DraftDocument& document() const { return open_->draft.documents[material().id]; }
  bool isCard() const { return material().form == DocumentForm::IdCard; }
  PageWish wish() const;
  void look();
  void seen(const PageSighting& sighting);
  void make(const devices::Frame& picture, const std::optional<devices::PageCorners>& drawn);
  void made(TakenPage taken);
  const TakenPage* inHand() const;
  void next();
  void enter(Phase phase);
  void bind();
  void send();
  void uploaded(const std::string& documentId);
  void onFile();
  void show(QImage picture, QPolygonF outline = {});

  const std::shared_ptr<const Citizen> citizen_;
  const std::shared_ptr<OpenCase> open_;
  std::vector<const Material*> documents_;
  std::size_t current_ = 0;
  Phase phase_ = Looking;
  PageViewfinder viewfinder_;
  std::unique_ptr<Upload> upload_;
  PersonalBytes pdf_;  // of the document in turn, until it is on file
  QImage picture_;
  QPolygonF outline_;  // as the property
  std::vector<devices::PageAdvice> advice_;
  std::optional<TakenPage> unfound_;  // a picture no page was found in
  bool live_ = false;
};

}  // namespace doorstep::kiosk
