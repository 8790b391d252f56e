#!/bin/sh
# Records the networks of tests/tests/mxnet_networks.rs: MXNet 1.9.1 builds, quantizes and runs each.
#   usage: mxnet_networks.sh PYTHON ORACLE DIRECTORY
# PYTHON is an interpreter with mxnet 1.9.1, ORACLE the script mxnet_oracle.py of the reference data. About 6 minutes and 2.4 GB.
set -eu
python=$1 oracle=$2 directory=$3
mkdir -p "$directory"

record() {
    name=$1
    shift
    [ -e "$directory/$name/report.json" ] || "$python" "$oracle" "$@" --no-sym --outdir "$directory/$name"
}

for model in resnet18_v1 mobilenet1.0 resnet50_v1 resnet101_v1 vgg16 squeezenet1.1 mobilenetv2_1.0 resnet50_v2; do
    record "$model-naive-auto" --model "$model"
done
record resnet50_v2-excl0 --model resnet50_v2 --exclude sg_mkldnn_conv_bn_act_0 --fp32 "$directory/resnet50_v2-naive-auto/fp32"
resnet="--model resnet18_v1 --fp32 $directory/resnet18_v1-naive-auto/fp32"
mobilenet="--model mobilenet1.0 --fp32 $directory/mobilenet1.0-naive-auto/fp32"
# shellcheck disable=SC2086 # the options are words
{
    record resnet18_v1-naive-int8 $resnet --dtype int8
    record resnet18_v1-entropy-auto $resnet --calib-mode entropy
    record resnet18_v1-none-auto $resnet --calib-mode none
    record resnet18_v1-naive-auto-cw $resnet --granularity channel-wise
    record mobilenet1.0-entropy-auto $mobilenet --calib-mode entropy
    record mobilenet1.0-none-auto $mobilenet --calib-mode none
}
