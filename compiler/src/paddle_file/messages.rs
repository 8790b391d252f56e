//! The messages of `framework.proto` with the fields that are used here. Numbers and types are those of Paddle; what is not named is skipped.

use bytes::Bytes;
use prost::Message;

/// A whole program: what `__model__` and `.pdmodel` files are.
#[derive(Clone, PartialEq, Message)]
pub struct ProgramDesc {
    #[prost(message, repeated, tag = "1")]
    pub blocks: Vec<BlockDesc>,
}

/// A list of operators with the variables that they read and write. The first block is the network, others belong to control flow.
#[derive(Clone, PartialEq, Message)]
pub struct BlockDesc {
    #[prost(message, repeated, tag = "3")]
    pub vars: Vec<VarDesc>,
    #[prost(message, repeated, tag = "4")]
    pub ops: Vec<OpDesc>,
}

#[derive(Clone, PartialEq, Message)]
pub struct VarDesc {
    #[prost(string, tag = "1")]
    pub name: String,
    #[prost(message, optional, tag = "2")]
    pub r#type: Option<VarType>,
    #[prost(bool, tag = "3")]
    pub persistable: bool,
}

impl VarDesc {
    /// Element type and extents; −1 is an extent that is known at run time only. `None` for what is no tensor.
    pub fn tensor(&self) -> Option<&TensorDesc> {
        self.r#type.as_ref()?.lod_tensor.as_ref()?.tensor.as_ref()
    }

    /// Whether the variable is kept in a parameter file.
    pub fn is_parameter(&self) -> bool {
        self.persistable && self.r#type.as_ref().is_none_or(|ty| ty.r#type == VarType::LOD_TENSOR)
    }
}

#[derive(Clone, PartialEq, Message)]
pub struct VarType {
    #[prost(int32, tag = "1")]
    pub r#type: i32,
    #[prost(message, optional, tag = "3")]
    pub lod_tensor: Option<LodTensorDesc>,
}

impl VarType {
    /// `VarType.type` of tensors.
    pub const LOD_TENSOR: i32 = 7;
}

#[derive(Clone, PartialEq, Message)]
pub struct LodTensorDesc {
    #[prost(message, optional, tag = "1")]
    pub tensor: Option<TensorDesc>,
}

/// Also what stands before the data of a tensor in a parameter file.
#[derive(Clone, PartialEq, Message)]
pub struct TensorDesc {
    #[prost(int32, tag = "1")]
    pub data_type: i32,
    #[prost(int64, repeated, tag = "2")]
    pub dims: Vec<i64>,
}

#[derive(Clone, PartialEq, Message)]
pub struct OpDesc {
    #[prost(message, repeated, tag = "1")]
    pub inputs: Vec<Slot>,
    #[prost(message, repeated, tag = "2")]
    pub outputs: Vec<Slot>,
    #[prost(string, tag = "3")]
    pub r#type: String,
    #[prost(message, repeated, tag = "4")]
    pub attrs: Vec<Attribute>,
}

/// A named place of an operator with the variables there.
#[derive(Clone, PartialEq, Message)]
pub struct Slot {
    #[prost(string, tag = "1")]
    pub parameter: String,
    #[prost(string, repeated, tag = "2")]
    pub arguments: Vec<String>,
}

/// What [`Attribute::kind`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, prost::Enumeration)]
#[repr(i32)]
pub enum AttributeKind {
    Int = 0,
    Float = 1,
    String = 2,
    Ints = 3,
    Floats = 4,
    Strings = 5,
    Boolean = 6,
    Booleans = 7,
    Block = 8,
    Long = 9,
    Blocks = 10,
    Longs = 11,
    Float64s = 12,
    Variable = 13,
    Variables = 14,
    Float64 = 15,
    Scalar = 16,
    Scalars = 17,
}

#[derive(Clone, PartialEq, Message)]
pub struct Attribute {
    #[prost(string, tag = "1")]
    pub name: String,
    /// `type` in Paddle.
    #[prost(enumeration = "AttributeKind", tag = "2")]
    pub kind: i32,
    #[prost(int32, tag = "3")]
    pub i: i32,
    #[prost(float, tag = "4")]
    pub f: f32,
    #[prost(bytes = "bytes", tag = "5")]
    pub s: Bytes,
    #[prost(int32, repeated, tag = "6")]
    pub ints: Vec<i32>,
    #[prost(float, repeated, tag = "7")]
    pub floats: Vec<f32>,
    #[prost(bytes = "bytes", repeated, tag = "8")]
    pub strings: Vec<Bytes>,
    #[prost(bool, tag = "10")]
    pub b: bool,
    #[prost(bool, repeated, tag = "11")]
    pub bools: Vec<bool>,
    #[prost(int32, tag = "12")]
    pub block: i32,
    #[prost(int64, tag = "13")]
    pub l: i64,
    #[prost(int32, repeated, tag = "14")]
    pub blocks: Vec<i32>,
    #[prost(int64, repeated, tag = "15")]
    pub longs: Vec<i64>,
    #[prost(double, repeated, tag = "16")]
    pub float64s: Vec<f64>,
    #[prost(double, tag = "19")]
    pub float64: f64,
    #[prost(message, optional, tag = "20")]
    pub scalar: Option<Scalar>,
    #[prost(message, repeated, tag = "21")]
    pub scalars: Vec<Scalar>,
}

/// A number of any type.
#[derive(Clone, PartialEq, Message)]
pub struct Scalar {
    /// 1: `b`, 2: `i`, 3: `r`
    #[prost(int32, tag = "1")]
    pub r#type: i32,
    #[prost(bool, tag = "2")]
    pub b: bool,
    #[prost(int64, tag = "3")]
    pub i: i64,
    #[prost(double, tag = "4")]
    pub r: f64,
}
