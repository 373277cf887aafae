// The dialog behind Share: the link with its length, and what can be made of it (QR code, iframe, files). A small form
// builds a teacher's link: what its reader sees and may change.
#pragma once

#include <string>
#include <vector>

#include "lab/world.h"
#include "share/qr_code.h"

namespace logit::lab {

class ShareDialog {
 public:
  /// What the form adds to the experiment.
  struct Form {
    std::vector<std::string> hidden;  ///< as World::hidden
    bool lock_code = false, fix_language = false;
    bool with_files = false;          ///< the data files go into the link
    bool operator==(const Form&) const = default;
  };

  /// `hidden`: what the lab hides already.
  void open(std::vector<std::string> hidden);
  void close() { open_ = false; }
  bool is_open() const { return open_; }
  const Form& form() const { return form_; }
  void set_link(std::string link);
  const std::string& link() const { return link_; }

  /// Over everything else; a press beside it closes it.
  void draw(Ui& ui, World& world, Rect screen);

 private:
  void draw_qr(Ui& ui, Rect body);
  void draw_embed(Ui& ui, World& world, Rect body);
  void draw_files(Ui& ui, World& world, Rect body);
  void draw_form(Ui& ui, World& world, Rect body);

  bool open_ = false;
  int tab_ = 0;
  Form form_;
  std::string link_;
  share::QrCode qr_;
};

}  // namespace logit::lab
