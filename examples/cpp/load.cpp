// Loads a compiled network at run time, prints what it is, classifies a handwritten digit with two workers, and shows where the time
// goes: load MODEL.so
#include "graver.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

// An 8 x 8 image, 0 (paper) to 16 (ink).
static const std::array<int, 64> image = {
    0, 0, 0, 3,  14, 13, 3, 0, //
    0, 0, 0, 12, 9,  8,  8, 0, //
    0, 0, 0, 12, 8,  11, 6, 0, //
    0, 0, 0, 7,  14, 11, 1, 0, //
    0, 1, 8, 12, 15, 5,  0, 0, //
    0, 6, 14, 0, 4,  12, 0, 0, //
    0, 0, 7, 12, 1,  15, 2, 0, //
    0, 0, 0, 3,  13, 15, 2, 0, //
};

static void print(const char *what, const graver::tensor &tensor) {
    std::printf("%s %s:", what, tensor.name.c_str());
    for (const auto extent : tensor.shape) {
        std::printf(" %lld", static_cast<long long>(extent));
    }
    std::printf(", %zu bytes\n", tensor.bytes);
}

int main(int argc, char **argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: %s MODEL.so\n", argv[0]);
        return 2;
    }
    try {
        const graver::model model(argv[1]);
        for (const auto &input : model.inputs()) {
            print("input", input);
        }
        for (const auto &output : model.outputs()) {
            print("output", output);
        }

        graver::session session(model, 2);
        std::vector<float> data(image.size());
        std::transform(image.begin(), image.end(), data.begin(), [](int ink) { return static_cast<float>(ink) / 16.0f; });
        std::vector<float> logits(model.outputs().at(0).bytes / sizeof(float));
        session.run({data}, {logits});

        // Measured the second time, when weights are in the caches and workers awake.
        session.set_profiling(true);
        session.run({data}, {logits});
        for (const auto &stage : session.profile()) {
            std::printf("%8.2f us  %-24s %s\n", stage.seconds * 1e6, stage.name.c_str(), stage.description.c_str());
        }
        const auto best = std::max_element(logits.begin(), logits.end());
        std::printf("digit %d (logit %.3f)\n", static_cast<int>(best - logits.begin()), static_cast<double>(*best));
    } catch (const graver::error &error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    return 0;
}
