// Loads a shared object through the runtime library, links the same model's object file, and checks both from C++.
// usage: loaded MODEL.so IMAGES EXPECTED   (raw float32 files: one input and one output after another)
#include "digits.hpp"
#include "graver.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <linux/seccomp.h>
#include <string>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#define CHECK(condition)                                                                                                                             \
    do {                                                                                                                                             \
        if (!(condition)) {                                                                                                                          \
            std::fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                                                                     \
            std::exit(1);                                                                                                                            \
        }                                                                                                                                            \
    } while (0)

static std::vector<char> read_file(const char *path) {
    std::ifstream file(path, std::ios::binary);
    CHECK(file);
    return {std::istreambuf_iterator<char>(file), {}};
}

// Memory that ends at a page that nobody may touch.
class guarded {
public:
    explicit guarded(std::size_t bytes) : bytes_(bytes), page_(static_cast<std::size_t>(sysconf(_SC_PAGESIZE))) {
        const std::size_t inside = (bytes + page_ - 1) / page_ * page_;
        mapping_ = static_cast<char *>(mmap(nullptr, inside + 2 * page_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
        CHECK(mapping_ != MAP_FAILED && mprotect(mapping_ + page_, inside, PROT_READ | PROT_WRITE) == 0);
        data_ = mapping_ + page_ + inside - bytes;
    }
    guarded(const guarded &) = delete;
    guarded &operator=(const guarded &) = delete;
    ~guarded() { munmap(mapping_, (bytes_ + page_ - 1) / page_ * page_ + 2 * page_); }
    char *data() const { return data_; }
    std::size_t bytes() const { return bytes_; }

private:
    std::size_t bytes_, page_;
    char *mapping_, *data_;
};

static std::vector<char> images, expected;

static void run_all(const graver::model &model, std::uint32_t workers) {
    graver::session session(model, workers);
    const guarded input(DIGITS_INPUT_0_BYTES), output(DIGITS_OUTPUT_0_BYTES);
    for (std::size_t image = 0; image < images.size() / input.bytes(); ++image) {
        std::memcpy(input.data(), images.data() + image * input.bytes(), input.bytes());
        std::memset(output.data(), 0xee, output.bytes());
        session.run({{input.data(), input.bytes()}}, {{output.data(), output.bytes()}});
        CHECK(std::memcmp(output.data(), expected.data() + image * output.bytes(), output.bytes()) == 0);
    }
}

static std::int32_t status_of(graver::session &session, std::initializer_list<graver::const_buffer> inputs, std::initializer_list<graver::buffer> outputs) {
    try {
        session.run(inputs, outputs);
    } catch (const graver::error &error) {
        CHECK(std::string(error.what()).size() > 10);
        return error.status();
    }
    return GRAVER_OK;
}

static void check_statuses(const graver::model &model) {
    for (const std::uint32_t workers : {1u, 3u}) {
        graver::session session(model, workers);
        std::array<float, DIGITS_INPUT_0_ELEMENTS> input{};
        std::array<float, DIGITS_OUTPUT_0_ELEMENTS> output{};
        CHECK(status_of(session, {input}, {output}) == GRAVER_OK);
        CHECK(status_of(session, {}, {output}) == GRAVER_ERROR_COUNT);
        CHECK(status_of(session, {input}, {}) == GRAVER_ERROR_COUNT);
        CHECK(status_of(session, {{input.data(), 4}}, {output}) == GRAVER_ERROR_SIZE);
        CHECK(status_of(session, {input}, {{output.data(), sizeof(output) + 4}}) == GRAVER_ERROR_SIZE);
        CHECK(status_of(session, {{nullptr, sizeof(input)}}, {output}) == GRAVER_ERROR_NULL_POINTER);
        CHECK(status_of(session, {input}, {output}) == GRAVER_OK);
    }
    try {
        graver::model missing("/no/such/model.so");
        CHECK(false);
    } catch (const graver::error &error) {
        CHECK(error.status() == GRAVER_ERROR_FILE);
    }
}

// A session with one worker makes no system call: strict seccomp would kill the process at the first one.
static void check_no_system_calls(const graver::model &model) {
    graver::session session(model, 1);
    std::array<float, DIGITS_INPUT_0_ELEMENTS> input{};
    std::array<float, DIGITS_OUTPUT_0_ELEMENTS> output{};
    session.run({input}, {output});
    const pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT) != 0) {
            _exit(77);
        }
        session.run({input}, {output});
        syscall(SYS_exit, 0);
    }
    int status = 0;
    CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status));
    if (WEXITSTATUS(status) == 77) {
        std::puts("skipped: this system has no strict seccomp");
        return;
    }
    CHECK(WEXITSTATUS(status) == 0);
}

// The same model, linked in, through the class of its own header.
static void check_linked() {
    digits_model model;
    digits_model moved(std::move(model));
    std::array<float, DIGITS_INPUT_0_ELEMENTS> input;
    std::array<float, DIGITS_OUTPUT_0_ELEMENTS> output;
    for (std::size_t image = 0; image < images.size() / sizeof(input); ++image) {
        std::memcpy(input.data(), images.data() + image * sizeof(input), sizeof(input));
        moved.infer(input, output);
        CHECK(std::memcmp(output.data(), expected.data() + image * sizeof(output), sizeof(output)) == 0);
    }
    CHECK(moved.run(nullptr, output.data()) == GRAVER_ERROR_NULL_POINTER);
    const graver_entry_points entry_points = {digits_abi_version, digits_describe, digits_arena_size, digits_run, digits_run_worker};
    run_all(graver::model(entry_points), 2);
}

int main(int argc, char **argv) {
    CHECK(argc == 4);
    images = read_file(argv[2]);
    expected = read_file(argv[3]);
    CHECK(!images.empty() && images.size() / DIGITS_INPUT_0_BYTES == expected.size() / DIGITS_OUTPUT_0_BYTES);
    const graver::model model(argv[1]);
    CHECK(model.name() == "digits" && model.inputs().at(0).bytes == DIGITS_INPUT_0_BYTES);
    check_statuses(model);
    for (const std::uint32_t workers : {1u, 2u, 3u, 8u}) {
        run_all(model, workers);
    }
    std::thread first(run_all, std::cref(model), 1), second(run_all, std::cref(model), 1);
    first.join();
    second.join();
    graver::session session(model, 2);
    session.set_profiling(true);
    std::array<float, DIGITS_INPUT_0_ELEMENTS> input{};
    std::array<float, DIGITS_OUTPUT_0_ELEMENTS> output{};
    session.run({input}, {output});
    for (const auto &stage : session.profile()) {
        CHECK(stage.seconds > 0.0 && !stage.name.empty());
    }
    check_no_system_calls(model);
    check_linked();
    std::printf("%zu images agree\n", images.size() / DIGITS_INPUT_0_BYTES);
    return 0;
}
