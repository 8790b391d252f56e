// Graver's runtime library for C++17: the functions of graver.h as objects that free themselves. Header only; link with
// libgraver_runtime. Errors are exceptions of type graver::error.
#ifndef GRAVER_HPP
#define GRAVER_HPP

#include "graver.h"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace graver {

// What a failed call throws: its status, and the sentence of graver_last_error().
class error : public std::runtime_error {
public:
    error(std::int32_t status, const std::string &message) : std::runtime_error(message), status_(status) {}
    std::int32_t status() const noexcept { return status_; }

private:
    std::int32_t status_;
};

namespace detail {
inline void check(std::int32_t status) {
    if (status != GRAVER_OK) {
        throw error(status, graver_last_error());
    }
}
} // namespace detail

// An input or output of a model.
struct tensor {
    std::string name;
    std::vector<std::int64_t> shape;
    std::uint32_t dtype;        // GRAVER_F32, ...
    std::size_t bytes;
    std::uint32_t quantization; // GRAVER_PLAIN, ...
    std::int32_t zero_point;
    std::vector<float> scales;
};

// A stage of a model, and the time it took.
struct stage_time {
    std::string name;
    std::string description;
    double seconds;
};

// Data to read: anything with data() and size(), an array, or an address and a number of bytes.
class const_buffer {
public:
    const_buffer(const void *data, std::size_t bytes) : data_(data), bytes_(bytes) {}
    template <class T, std::size_t N> const_buffer(const T (&array)[N]) : data_(array), bytes_(sizeof(array)) {}
    template <class C, class T = typename C::value_type>
    const_buffer(const C &container) : data_(container.data()), bytes_(container.size() * sizeof(T)) {}
    const void *data() const noexcept { return data_; }
    std::size_t bytes() const noexcept { return bytes_; }

private:
    const void *data_;
    std::size_t bytes_;
};

// Data to write, likewise.
class buffer {
public:
    buffer(void *data, std::size_t bytes) : data_(data), bytes_(bytes) {}
    template <class T, std::size_t N> buffer(T (&array)[N]) : data_(array), bytes_(sizeof(array)) {}
    template <class C, class T = typename C::value_type>
    buffer(C &container) : data_(container.data()), bytes_(container.size() * sizeof(T)) {}
    void *data() const noexcept { return data_; }
    std::size_t bytes() const noexcept { return bytes_; }

private:
    void *data_;
    std::size_t bytes_;
};

// A model. Any number of sessions and threads may use one; it may be destroyed before its sessions.
class model {
public:
    // A shared object made by the compiler. name: prefix of its entry points, null to take it from the file.
    explicit model(const std::string &path, const char *name = nullptr) { detail::check(graver_model_open(path.c_str(), name, &handle_)); }
    // A model that is linked in.
    explicit model(const graver_entry_points &entry_points) { detail::check(graver_model_from_entry_points(&entry_points, &handle_)); }
    ~model() { graver_model_close(handle_); }
    model(model &&other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
    model &operator=(model &&other) noexcept {
        std::swap(handle_, other.handle_);
        return *this;
    }
    model(const model &) = delete;
    model &operator=(const model &) = delete;

    graver_model_info info() const {
        graver_model_info info{};
        info.struct_size = sizeof(info);
        detail::check(graver_model_describe(handle_, &info));
        return info;
    }
    std::string name() const {
        const graver_model_info all = info();
        return all.text + all.name;
    }
    std::vector<tensor> inputs() const {
        const graver_model_info all = info();
        return tensors(all, all.inputs, all.input_count);
    }
    std::vector<tensor> outputs() const {
        const graver_model_info all = info();
        return tensors(all, all.outputs, all.output_count);
    }
    graver_model *get() const noexcept { return handle_; }

private:
    static std::vector<tensor> tensors(const graver_model_info &all, const graver_tensor_info *first, std::uint64_t count) {
        std::vector<tensor> list;
        for (std::uint64_t i = 0; i < count; ++i) {
            const graver_tensor_info &t = first[i];
            const float *scales = all.scales + t.first_scale;
            list.push_back(tensor{all.text + t.name, {t.shape, t.shape + t.rank}, t.dtype, static_cast<std::size_t>(t.bytes), t.quantization,
                                  t.zero_point, {scales, scales + t.scale_count}});
        }
        return list;
    }

    graver_model *handle_ = nullptr;
};

// An arena and workers. One thread at a time; a second thread takes a second session.
class session {
public:
    // workers: counts the calling thread; 0 takes as many as the process has processors.
    explicit session(const model &model, std::uint32_t workers = 1) {
        detail::check(graver_session_create(model.get(), workers, &handle_));
        const graver_model_info info = model.info();
        for (std::uint64_t i = 0; i < info.stage_count; ++i) {
            const graver_stage_info &stage = info.stages[i];
            stages_.push_back(stage_time{info.text + stage.name, info.text + stage.description, 0.0});
        }
    }
    ~session() { graver_session_destroy(handle_); }
    session(session &&other) noexcept
        : handle_(std::exchange(other.handle_, nullptr)), stages_(std::move(other.stages_)), inputs_(std::move(other.inputs_)),
          outputs_(std::move(other.outputs_)), input_bytes_(std::move(other.input_bytes_)), output_bytes_(std::move(other.output_bytes_)) {}
    session &operator=(session &&other) noexcept {
        std::swap(handle_, other.handle_);
        std::swap(stages_, other.stages_);
        return *this;
    }
    session(const session &) = delete;
    session &operator=(const session &) = delete;

    // Runs the model: session.run({image}, {logits}). Sizes must be exactly those of the tensors.
    void run(std::initializer_list<const_buffer> inputs, std::initializer_list<buffer> outputs) {
        run(inputs.begin(), inputs.size(), outputs.begin(), outputs.size());
    }
    void run(const std::vector<const_buffer> &inputs, const std::vector<buffer> &outputs) {
        run(inputs.data(), inputs.size(), outputs.data(), outputs.size());
    }

    // Whether runs measure their stages from now on.
    void set_profiling(bool on) { detail::check(graver_session_set_profiling(handle_, on)); }
    // Each stage with the time it took in the last measured run.
    std::vector<stage_time> profile() const {
        std::vector<double> seconds(stages_.size() + 1);
        detail::check(graver_session_profile(handle_, seconds.data(), seconds.size()));
        std::vector<stage_time> times = stages_;
        for (std::size_t i = 0; i < times.size(); ++i) {
            times[i].seconds = seconds[i];
        }
        return times;
    }
    graver_session *get() const noexcept { return handle_; }

private:
    void run(const const_buffer *inputs, std::size_t input_count, const buffer *outputs, std::size_t output_count) {
        // Kept from run to run, so that only the first one allocates.
        inputs_.clear(), outputs_.clear(), input_bytes_.clear(), output_bytes_.clear();
        for (std::size_t i = 0; i < input_count; ++i) {
            inputs_.push_back(inputs[i].data());
            input_bytes_.push_back(inputs[i].bytes());
        }
        for (std::size_t i = 0; i < output_count; ++i) {
            outputs_.push_back(outputs[i].data());
            output_bytes_.push_back(outputs[i].bytes());
        }
        detail::check(graver_session_run(handle_, inputs_.data(), input_bytes_.data(), input_count, outputs_.data(), output_bytes_.data(),
                                         output_count));
    }

    graver_session *handle_ = nullptr;
    std::vector<stage_time> stages_;
    std::vector<const void *> inputs_;
    std::vector<void *> outputs_;
    std::vector<std::size_t> input_bytes_;
    std::vector<std::size_t> output_bytes_;
};

} // namespace graver

#endif // GRAVER_HPP
