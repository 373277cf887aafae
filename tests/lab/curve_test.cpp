// Curves without a window: what events become, that nothing is lost by decimation, that memory stays bounded.
#include "lab/models/curve_model.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <memory>

using namespace logit;
using namespace logit::lab;

namespace {

BackwardRan pass(std::uint64_t step, double loss, int line = 1, const char* name = "loss") {
  return {step, line, name, loss, nullptr};
}

ParametersMeasured measured(std::uint64_t step, std::vector<float> values, std::vector<float> gradients) {
  static const auto kNames = std::make_shared<const std::vector<std::string>>(std::vector<std::string>{"w", "b"});
  return {step, 0.5, kNames, std::move(values), std::move(gradients)};
}

Extremes plain_extremes(const Series& series, std::size_t begin, std::size_t end) {
  Extremes out;
  for (std::size_t i = begin; i < std::min(end, series.size()); ++i) out.add(series[i]);
  return out;
}

}  // namespace

TEST_CASE("extremes over any range equal those of a plain loop") {
  Series series;
  for (int i = 0; i < 5000; ++i) series.push(i == 1234 ? 1e6 : std::sin(i * 0.37) * i);
  for (auto [begin, end] : {std::pair{0, 5000}, {1, 17}, {16, 32}, {255, 4097}, {1234, 1235}, {4999, 6000}, {40, 40}, {3, 3000}}) {
    const auto b = static_cast<std::size_t>(begin), e = static_cast<std::size_t>(end);
    const Extremes plain = plain_extremes(series, b, e), fast = series.extremes(b, e);
    CHECK(fast.any == plain.any);
    CHECK(fast.low == plain.low);
    CHECK(fast.high == plain.high);
  }
}

TEST_CASE("a full series keeps every spike and the last value, in bounded memory") {
  Series series(1024);
  for (int i = 0; i < 100'000; ++i) series.push(i == 777 ? 50.0 : i == 54'321 ? -50.0 : std::cos(i));
  CHECK(series.size() == 100'000);
  CHECK(series.stride() == 128);
  CHECK(series.extremes(0, 100'000).high == 50);
  CHECK(series.extremes(0, 100'000).low == -50);
  CHECK(series.extremes(54'300, 54'400).low == -50);
  CHECK(series.extremes(60'000, 100'000).high <= 1);
  CHECK(series.back() == static_cast<float>(std::cos(99'999)));
}

TEST_CASE("a million points are looked at column by column without visiting them all") {
  Series series;
  for (int i = 0; i < 1'000'000; ++i) series.push(i == 654'321 ? 9.0 : 1.0 / (i + 1));
  CHECK(series.stride() == 1);
  // What the panel does: 700 columns. The spike is in exactly one of them.
  int spikes = 0;
  for (int px = 0; px < 700; ++px) {
    const auto begin = static_cast<std::size_t>(px * 1e6 / 700), end = static_cast<std::size_t>((px + 1) * 1e6 / 700);
    spikes += series.extremes(begin, end).high == 9.0f;
  }
  CHECK(spikes == 1);
}

TEST_CASE("values that are not finite are holes") {
  Series series;
  for (double v : {1.0, static_cast<double>(NAN), static_cast<double>(INFINITY), 2.0}) series.push(v);
  CHECK(std::isnan(series[1]));
  CHECK(series.extremes(0, 4).high == 2);
  CHECK_FALSE(series.extremes(1, 3).any);
}

TEST_CASE("smoothing starts at the first value and not at zero, and follows a growing series") {
  Series series;
  Smoother smoother;
  for (int i = 0; i < 100; ++i) {
    series.push(2.0);
    CHECK(smoother.update(series, 0.9f).size() == series.size());
  }
  for (float v : smoother.update(series, 0.9f)) CHECK(v == doctest::Approx(2));
  // The same, whether computed on the way or at once.
  Series wave;
  Smoother live;
  for (int i = 0; i < 300; ++i) {
    wave.push(std::sin(i * 0.1));
    live.update(wave, 0.8f);
  }
  CHECK(live.update(wave, 0.8f) == Smoother().update(wave, 0.8f));
}

TEST_CASE("a step counts once, however often its pass is reported") {
  CurveModel curves;
  curves.begin_run("a");
  curves.read(pass(1, 0.5));
  curves.read(pass(1, 0.5));                       // again, with its graph
  curves.read(pass(1, 0.5, 2));                    // autograd.grad for another parameter, on the next line
  CHECK(curves.current().loss().size() == 1);
  CHECK(curves.current().losses.size() == 1);
  curves.read(pass(2, 0.4));
  CHECK(curves.current().loss().size() == 2);
  CHECK(curves.current().loss().back() == 0.4f);
}

TEST_CASE("each loss that backward is called on has a curve") {
  CurveModel curves;
  curves.begin_run("gan");
  for (std::uint64_t i = 0; i < 5; ++i) {
    curves.read(pass(2 * i + 1, 1.0 + static_cast<double>(i), 10, "d_loss"));
    curves.read(pass(2 * i + 2, 2.0, 14, "g_loss"));
  }
  REQUIRE(curves.current().losses.size() == 2);
  CHECK(curves.current().losses[0].name == "d_loss");
  CHECK(curves.current().losses[0].steps.size() == 5);
  CHECK(curves.current().losses[1].steps.size() == 5);
}

TEST_CASE("parameters and gradients of one step add up, whether backward() or grad() brought them") {
  CurveModel curves;
  curves.begin_run("slide");
  curves.read(pass(1, 0.1394));
  curves.read(measured(1, {0.5f, 0.05f}, {-0.4814f, NAN}));
  curves.read(pass(1, 0.1394));
  curves.read(measured(1, {0.5f, 0.05f}, {NAN, -0.1301f}));
  curves.settle();
  REQUIRE(curves.current().elements.size() == 2);
  CHECK(curves.current().elements[0].name == "w");
  CHECK(curves.current().elements[0].values.back() == 0.5f);
  CHECK(curves.current().elements[0].gradients.back() == -0.4814f);
  CHECK(curves.current().elements[1].gradients.back() == -0.1301f);
  CHECK(curves.current().grad_norm.size() == 1);
}

TEST_CASE("epochs: where they begin, and the mean loss of each") {
  CurveModel curves;
  curves.begin_run("train");
  std::uint64_t step = 0;
  for (int epoch = 1; epoch <= 3; ++epoch) {
    curves.read(EpochStarted{static_cast<std::uint64_t>(epoch)});
    for (int i = 0; i < 4; ++i) {
      curves.read(pass(++step, epoch + i));
      curves.read(OptimizerStepped{step, epoch < 3 ? 0.1 : 0.01});
    }
  }
  CHECK(curves.current().epochs == std::vector<std::size_t>{0, 4, 8});
  const Series means = curves.current().main_loss().per_epoch();
  REQUIRE(means.size() == 3);
  CHECK(means[0] == 2.5f);
  CHECK(means[2] == 4.5f);
  CHECK(curves.current().learning_rate.size() == 12);
  CHECK(curves.current().learning_rate[7] == 0.1f);
  CHECK(curves.current().learning_rate[8] == 0.01f);
}

TEST_CASE("the table has a row per step and quotes names with commas") {
  CurveModel curves;
  curves.begin_run("train");
  curves.read(EpochStarted{1});
  const auto names = std::make_shared<const std::vector<std::string>>(std::vector<std::string>{"weight[0, 1]"});
  for (std::uint64_t step = 1; step <= 2; ++step) {
    curves.read(pass(step, 0.5 / static_cast<double>(step)));
    curves.read(ParametersMeasured{step, 2, names, {1}, {2}});
    curves.read(OptimizerStepped{step, 0.125});
  }
  curves.settle();
  CHECK(curves.csv() ==
        "step,epoch,loss,grad_norm,lr,\"weight[0, 1]\",\"grad weight[0, 1]\"\n"
        "1,1,0.5,2,0.125,1,2\n"
        "2,1,0.25,2,0.125,1,2\n");
}

TEST_CASE("a run's label is what its script had different") {
  CHECK(script_difference("opt = SGD(p, lr=0.5)\n", "opt = SGD(p, lr=0.05)\n") == "lr=0.05");
  CHECK(script_difference("lr = 0.1\nx\n", "lr = 1.0\nx\n") == "lr = 1.0");
  CHECK(script_difference("same", "same") == "");
  CurveModel curves;
  const auto train = [&](const char* script) {
    curves.begin_run(script);
    for (int i = 1; i < 5; ++i) curves.read(BackwardRan{static_cast<std::uint64_t>(i), 1, "loss", 1.0 / i, nullptr});
  };
  train("lr=0.1");
  train("lr=1.0");
  REQUIRE(curves.earlier().size() == 1);
  CHECK(curves.earlier()[0].label == "lr=0.1");
  CHECK(curves.current().label == "lr=1.0");
}

