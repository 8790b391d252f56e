//! Samples of all inputs, batch by batch.

use super::image;
use super::preparation::Preparation;
use super::source::{NamedSource, Source, is_image};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Shape, Tensor, TensorData};

/// An input of a network, with the batch as first extent.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    pub name: String,
    pub dtype: DType,
    pub shape: Shape,
}

/// One source for each input, all with the same number of rows. A row is read when it is needed.
#[derive(Debug)]
pub struct Rows<'s> {
    columns: Vec<Column<'s>>,
    rows: usize,
    batch: usize,
    preparation: Preparation,
}

/// The data of one input.
#[derive(Debug)]
struct Column<'s> {
    input: Input,
    source: &'s NamedSource,
}

impl<'s> Rows<'s> {
    /// Data for a network with these inputs. Every extent of an array but the first must be the input's; an array may be one row without the first extent. At
    /// most `most` rows are used.
    ///
    /// # Errors
    /// `Shape` where data does not fit, `Usage` where there is no row, or no data for an input.
    pub fn new(inputs: &[Input], sources: &'s [NamedSource], preparation: Preparation, most: usize) -> Result<Self> {
        let mut columns = Vec::new();
        let mut found: Option<(usize, usize)> = None;
        for (input, source) in inputs.iter().zip(assign(inputs, sources)?) {
            let [batch, row @ ..] = input.shape.extents() else {
                return Err(Diagnostic::error(Code::Unsupported, "an input without a batch axis cannot be read from rows").at(&input.name));
            };
            let rows = match &source.source {
                Source::Images(images) => images.len(),
                Source::Records(records) => records.len(),
                Source::Counted(file) if file.elements() == row.iter().product::<usize>() => file.len(),
                Source::Counted(file) => {
                    let message = format!("each of the {} images has {} numbers, the input is {}", file.len(), file.elements(), input.shape);
                    return Err(Diagnostic::error(Code::Shape, message).at(format!("{} ({})", input.name, source.path.display())));
                }
                Source::Array(_) | Source::File(_) => array_rows(source, input, row)?,
            };
            if source.source.shape().is_none() && matches!(source.source, Source::Images(_)) {
                preparation.image_axes(row).map_err(|d| d.at(&input.name))?;
            }
            if preparation.changes_numbers() && input.dtype != DType::F32 {
                return Err(Diagnostic::error(Code::Usage, format!("--mean, --std and --scale make floats, the input is {}", input.dtype))
                    .at(&input.name)
                    .hint("give the model's integers as they are, or compile a model that takes floats"));
            }
            match found {
                Some((other, _)) if other != rows => {
                    return Err(Diagnostic::error(Code::Shape, format!("{rows} rows, another input has {other}"))
                        .at(&input.name)
                        .hint("give as many rows of each input"));
                }
                Some((_, other)) if other != *batch => {
                    return Err(Diagnostic::error(Code::Shape, format!("a batch of {batch}, another input has {other}"))
                        .at(&input.name)
                        .hint("state it: --batch N"));
                }
                _ => found = Some((rows, *batch)),
            }
            columns.push(Column { input: input.clone(), source });
        }
        let (rows, batch) = found.unwrap_or((0, 1));
        match rows.min(most) {
            0 => Err(Diagnostic::error(Code::Usage, "there is not a single row of data")),
            rows => Ok(Self { columns, rows, batch, preparation }),
        }
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Rows of one run.
    pub fn batch(&self) -> usize {
        self.batch
    }

    /// Runs that all rows take.
    pub fn runs(&self) -> usize {
        self.rows.div_ceil(self.batch)
    }

    /// The class of each row, where a source says it.
    ///
    /// # Errors
    /// As [`Source::labels`].
    pub fn labels(&self) -> Result<Option<Vec<usize>>> {
        for column in &self.columns {
            if let Some(labels) = column.source.source.labels(self.rows)? {
                return Ok(Some(labels));
            }
        }
        Ok(None)
    }

    /// The tensors of each run, in order. The last one is filled up by repeating the last row.
    pub fn samples(&self) -> impl Iterator<Item = Result<Vec<Tensor>>> + '_ {
        (0..self.runs()).map(|run| self.run(run))
    }

    /// The tensors of one run, as [`Rows::samples`] gives them.
    ///
    /// # Errors
    /// Those of reading and of decoding.
    pub fn run(&self, run: usize) -> Result<Vec<Tensor>> {
        self.columns.iter().map(|column| self.sample(run, column)).collect()
    }

    fn sample(&self, run: usize, column: &Column) -> Result<Tensor> {
        let Input { name, dtype, shape } = &column.input;
        let rows = (run * self.batch..(run + 1) * self.batch).map(|row| row.min(self.rows - 1));
        macro_rules! join {
            ($variant:ident) => {{
                let mut all = Vec::with_capacity(shape.volume());
                for row in rows {
                    match self.row(row, column).map_err(|d| if d.node.is_none() { d.at(name) } else { d })? {
                        TensorData::$variant(numbers) => all.extend_from_slice(&numbers),
                        _ => return Err(Diagnostic::error(Code::Invalid, format!("a row of {dtype} was asked for")).at(name)),
                    }
                }
                TensorData::$variant(all.into())
            }};
        }
        let data = match dtype {
            DType::F32 => join!(F32),
            DType::U8 => join!(U8),
            DType::S8 => join!(S8),
            DType::S32 => join!(S32),
        };
        Tensor::new(shape.clone(), data).map_err(|d| d.at(name))
    }

    /// The elements of one row, in the type of the input.
    fn row(&self, row: usize, column: &Column) -> Result<TensorData> {
        let Input { dtype, shape, .. } = &column.input;
        let extents = &shape.extents()[1..];
        let volume = shape.volume() / self.batch;
        let flat = || Shape::new([volume]);
        let data = match &column.source.source {
            Source::Images(images) => {
                let bytes = images.read(row)?;
                let pixels = image::decode(&bytes).and_then(|image| self.preparation.photograph(image, extents)).map_err(|d| d.at(images.name(row)))?;
                of_bytes(pixels, *dtype)?
            }
            Source::Records(records) => {
                let payload = records.read(row)?.payload;
                self.payload(payload, *dtype, extents)
                    .map_err(|d| Diagnostic { message: format!("record {row}: {}", d.message), ..d }.at(column.source.path.display().to_string()))?
            }
            array => match array.part(row * volume, flat()?) {
                Some(part) => part?.to_tensor(*dtype)?.data,
                None => return Err(Diagnostic::error(Code::Invalid, "this source has no elements")),
            },
        };
        if data.len() != volume {
            return Err(Diagnostic::error(Code::Shape, format!("row {row} has {} elements, the input {volume}", data.len())));
        }
        let TensorData::F32(numbers) = data else { return Ok(data) };
        if let Some(bad) = numbers.iter().find(|number| !number.is_finite()) {
            return Err(Diagnostic::error(Code::Range, format!("row {row} of the data holds {bad}")).hint("leave such rows out"));
        }
        if !self.preparation.changes_numbers() {
            return Ok(TensorData::F32(numbers));
        }
        let mut numbers = numbers.to_vec();
        let preparation = match &column.source.source {
            // Where channels of photographs are is known.
            Source::Images(_) | Source::Records(_) if extents.len() == 3 => {
                let axes = self.preparation.image_axes(extents).map(|(axes, _)| axes).ok().or(self.preparation.axes);
                &Preparation { axes, ..self.preparation.clone() }
            }
            _ => &self.preparation,
        };
        preparation.numbers(&mut numbers, extents)?;
        Ok(TensorData::F32(numbers.into()))
    }

    /// The elements of a record: an image; or raw, a pixel after the other in bytes, as many f32 as the input has, or an array with its header.
    fn payload(&self, payload: Vec<u8>, dtype: DType, extents: &[usize]) -> Result<TensorData> {
        let volume: usize = extents.iter().product();
        if is_image(&payload) {
            return of_bytes(self.preparation.photograph(image::decode(&payload)?, extents)?, dtype);
        }
        if payload.starts_with(b"\x93NUMPY") {
            return Ok(crate::tensor_file::parse_npy(&payload)?.to_tensor(dtype)?.data);
        }
        if payload.len() == volume {
            let Ok((_, [channels, height, width])) = self.preparation.image_axes(extents) else { return of_bytes(payload, dtype) };
            let image = image::Image { width, height, channels, pixels: payload };
            return of_bytes(Preparation { resize: None, ..self.preparation.clone() }.photograph(image, extents)?, dtype);
        }
        if payload.len() == 4 * volume && dtype == DType::F32 {
            return Ok(TensorData::from_bytes(DType::F32, &payload));
        }
        Err(Diagnostic::error(Code::Shape, format!("{} bytes are no image, and not {volume} bytes or floats", payload.len()))
            .hint("records hold JPEG or PNG files, or raw pixels of exactly the size of the input"))
    }
}

/// Bytes as elements.
fn of_bytes(bytes: Vec<u8>, dtype: DType) -> Result<TensorData> {
    match dtype {
        DType::F32 => Ok(TensorData::F32(bytes.iter().map(|&byte| byte.into()).collect())),
        DType::U8 => Ok(TensorData::U8(bytes.into())),
        DType::S32 => Ok(TensorData::S32(bytes.iter().map(|&byte| byte.into()).collect())),
        DType::S8 => Err(Diagnostic::error(Code::Usage, "pixels are u8, the input is s8").hint("give the model's integers as an array (.npy)")),
    }
}

/// Rows of an array.
fn array_rows(source: &NamedSource, input: &Input, row: &[usize]) -> Result<usize> {
    let Some(shape) = source.source.shape() else { return Ok(0) };
    match shape.extents() {
        [rows, rest @ ..] if rest == row => Ok(*rows),
        rest if rest == row => Ok(1),
        _ => Err(Diagnostic::error(Code::Shape, format!("the data has shape {shape}, the input is {}", input.shape))
            .at(format!("{} ({})", input.name, source.path.display()))
            .hint("every extent but the first must be equal; the first may be any number of rows")),
    }
}

/// The source of each input: by name, or the first that nobody has named.
fn assign<'s>(inputs: &[Input], sources: &'s [NamedSource]) -> Result<Vec<&'s NamedSource>> {
    let names = || inputs.iter().map(|input| input.name.as_str()).collect::<Vec<_>>().join(", ");
    let mut places: Vec<Option<&NamedSource>> = vec![None; inputs.len()];
    let mut unused = Vec::new();
    // Names first, so that the order of the command line does not matter.
    let (named, others): (Vec<_>, Vec<_>) = sources.iter().partition(|source| source.name.is_some());
    for source in named {
        let name = source.name.clone().unwrap_or_default();
        match inputs.iter().position(|input| input.name == name) {
            Some(index) if places[index].is_none() => places[index] = Some(source),
            Some(_) if source.optional => {}
            Some(_) => return Err(Diagnostic::error(Code::Usage, format!("the input '{name}' is given twice"))),
            None if source.optional => unused.push(name),
            None => return Err(Diagnostic::error(Code::Usage, format!("the model has no input '{name}'")).hint(format!("its inputs are: {}", names()))),
        }
    }
    for source in others {
        let free = places.iter_mut().find(|place| place.is_none());
        let extra =
            || Diagnostic::error(Code::Usage, format!("{} is one file too many", source.path.display())).hint(format!("the model's inputs are: {}", names()));
        *free.ok_or_else(extra)? = Some(source);
    }
    let missing = |name: &str| {
        let mut hint = format!("name its data: {name}=x.npy");
        if !unused.is_empty() {
            hint.push_str(&format!("; the archive holds: {}", unused.join(", ")));
        }
        Diagnostic::error(Code::Usage, "no data for this input").at(name).hint(hint)
    };
    places.into_iter().zip(inputs).map(|(place, input)| place.ok_or_else(|| missing(&input.name))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::image::testing::png;
    use super::super::record_io::testing::record;
    use super::super::{Axes, ColorOrder};
    use super::*;
    use crate::tensor_file::{npy_bytes, write_npz};
    use std::path::Path;

    fn input(name: &str, extents: &[usize]) -> Input {
        Input { name: name.into(), dtype: DType::F32, shape: Shape::new(extents).unwrap() }
    }

    fn tensor(extents: &[usize], numbers: impl Into<Vec<f32>>) -> Tensor {
        Tensor::new(Shape::new(extents).unwrap(), TensorData::F32(numbers.into().into())).unwrap()
    }

    fn source(name: Option<&str>, tensor: Tensor) -> NamedSource {
        NamedSource { name: name.map(str::to_owned), optional: false, path: "x.npy".into(), source: Source::Array(tensor.into()) }
    }

    fn numbers(rows: &Rows) -> Vec<Vec<f32>> {
        let floats = |tensor: &Tensor| if let TensorData::F32(numbers) = &tensor.data { numbers.to_vec() } else { panic!() };
        rows.samples().map(|sample| sample.unwrap().iter().flat_map(floats).collect()).collect()
    }

    fn rows<'s>(inputs: &[Input], sources: &'s [NamedSource], most: usize) -> Result<Rows<'s>> {
        Rows::new(inputs, sources, Preparation::default(), most)
    }

    #[test]
    fn rows_become_batches() {
        let three: Vec<f32> = (0..6).map(|i| i as f32).collect();
        let sources = [source(None, tensor(&[3, 2], three))];
        let batches = rows(&[input("a", &[2, 2])], &sources, usize::MAX).unwrap();
        assert_eq!((batches.rows(), batches.runs(), numbers(&batches)), (3, 2, vec![vec![0.0, 1.0, 2.0, 3.0], vec![4.0, 5.0, 4.0, 5.0]]));
        assert_eq!(numbers(&rows(&[input("a", &[2, 2])], &sources, 1).unwrap()), [[0.0, 1.0, 0.0, 1.0]]);
        let sources = [source(None, tensor(&[2], [7.0, 8.0])), source(Some("a"), tensor(&[1, 2], [9.0, 9.5]))];
        assert_eq!(numbers(&rows(&[input("a", &[1, 2]), input("b", &[1, 2])], &sources, 5).unwrap()), [[9.0, 9.5, 7.0, 8.0]]);
    }

    #[test]
    fn data_must_fit_and_be_finite() {
        let two = || [input("a", &[1, 2]), input("b", &[1, 2])];
        let code = |inputs: &[Input], sources: &[NamedSource]| rows(inputs, sources, 9).unwrap_err().code;
        assert_eq!(code(&two()[..1], &[source(None, tensor(&[1, 3], [0.0; 3]))]), Code::Shape);
        assert_eq!(code(&two(), &[source(None, tensor(&[1, 2], [0.0; 2])), source(None, tensor(&[2, 2], [0.0; 4]))]), Code::Shape);
        assert_eq!(code(&[], &[]), Code::Usage);
        let error = |sources: &[NamedSource]| rows(&two(), sources, 9).unwrap_err();
        let one = || tensor(&[2], [0.0; 2]);
        assert!(error(&[source(None, one())]).message.contains("no data"));
        assert!(error(&[source(Some("c"), one())]).hint.unwrap().contains("a, b"));
        assert!(error(&[source(Some("a"), one()), source(Some("a"), one())]).message.contains("twice"));
        assert!(error(&[source(None, one()), source(None, one()), source(None, one())]).message.contains("one file too many"));
        let bad = [source(None, tensor(&[2, 2], [0.0, 1.0, 2.0, f32::NAN]))];
        let found: Vec<_> = rows(&two()[..1], &bad, 9).unwrap().samples().collect();
        assert!(found[0].is_ok() && found[1].as_ref().unwrap_err().message.contains("row 1 of the data holds NaN"), "{found:?}");
        // Rows that are not used may be anything.
        assert!(rows(&two()[..1], &bad, 1).unwrap().samples().all(|sample| sample.is_ok()));
    }

    #[test]
    fn archives_hold_an_array_for_each_input() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data.npz");
        let (a, b) = (tensor(&[2, 1], [1.0, 2.0]), tensor(&[2, 1], [3.0, 4.0]));
        write_npz(&path, [("b", &b), ("labels", &a), ("a", &a)]).unwrap();
        let open = |name| NamedSource::open(&path, name, 9).unwrap();
        let inputs = [input("a", &[1, 1]), input("b", &[1, 1])];
        assert_eq!(numbers(&rows(&inputs, &open(None), 9).unwrap()), [[1.0, 3.0], [2.0, 4.0]]);
        assert_eq!(numbers(&rows(&inputs[..1], &[open(Some("a"))].into_iter().flatten().collect::<Vec<_>>(), 1).unwrap()), [[1.0]]);
        assert!(rows(&[input("x", &[1, 1])], &open(None), 9).unwrap_err().hint.unwrap().contains("the archive holds: b, labels, a"));
        write_npz(&path, [("whatever", &b)]).unwrap();
        assert_eq!(numbers(&rows(&inputs[..1], &open(None), 9).unwrap()), [[3.0], [4.0]]);
    }

    fn photographs(folder: &Path) {
        for (class, value) in [("cat", 10), ("dog", 20), ("emu", 30)] {
            std::fs::create_dir(folder.join(class)).unwrap();
            for name in ["1.png", "2.PNG"] {
                std::fs::write(folder.join(class).join(name), png(4, 2, 3, |x, _, c| value + x as u8 + 100 * (c == 2) as u8)).unwrap();
            }
            std::fs::write(folder.join(class).join("readme.txt"), "no photograph").unwrap();
        }
    }

    #[test]
    fn folders_hold_photographs_and_classes() {
        let folder = tempfile::tempdir().unwrap();
        assert!(NamedSource::open(folder.path(), None, 9).unwrap_err().hint.unwrap().contains("folder of photographs"));
        photographs(folder.path());
        let sources = NamedSource::open(folder.path(), None, 99).unwrap();
        let inputs = [input("x", &[4, 3, 2, 2])];
        let preparation =
            Preparation { crop: true, colors: ColorOrder::Bgr, mean: vec![1.0], deviation: vec![2.0], scale: vec![1.0, 1.0, 10.0], ..Preparation::default() };
        let found = Rows::new(&inputs, &sources, preparation.clone(), 5).unwrap();
        assert_eq!((found.rows(), found.runs(), found.labels().unwrap().unwrap()), (5, 2, vec![0, 0, 1, 1, 2]));
        assert_eq!(numbers(&found)[0][..12], [55.0, 55.5, 55.0, 55.5, 5.0, 5.5, 5.0, 5.5, 50.0, 55.0, 50.0, 55.0]);
        // The same where the network has channels last.
        let last = [input("x", &[1, 2, 2, 3])];
        let found = Rows::new(&last, &sources, Preparation { axes: Some(Axes::ChannelsLast), ..preparation.clone() }, 1).unwrap();
        assert_eq!(numbers(&found)[0][..6], [55.0, 5.0, 50.0, 55.5, 5.5, 55.0]);
        // A few of each class, and labels that are numbers.
        ["cat", "dog", "emu"].iter().zip(["7", "3", "10"]).for_each(|(from, to)| std::fs::rename(folder.path().join(from), folder.path().join(to)).unwrap());
        let few = NamedSource::open(folder.path(), None, 3).unwrap();
        let found = Rows::new(&inputs, &few, preparation, 3).unwrap();
        assert_eq!(found.labels().unwrap().unwrap(), [10, 3, 7]);
        // A size that does not fit names the file.
        let plain = rows(&inputs, &few, 1).unwrap();
        let error = plain.samples().next().unwrap().unwrap_err();
        assert!(error.node.as_deref().is_some_and(|node| node.ends_with("png")) && error.hint.unwrap().contains("--crop"));
        assert_eq!(rows(&[input("x", &[1, 10])], &few, 1).unwrap_err().code, Code::Shape);
    }

    #[test]
    fn records_hold_images_and_raw_numbers() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.rec");
        let pixels = [1u8, 2, 3, 4, 5, 6];
        let floats: Vec<u8> = (0..6).flat_map(|i| (i as f32).to_le_bytes()).collect();
        let image = png(2, 1, 3, |x, _, c| pixels[3 * x as usize + c]);
        let array = npy_bytes(&tensor(&[3, 1, 2], [9.0; 6]));
        let all = [record(&[2.0], &image), record(&[0.0], &pixels), record(&[1.0], &floats), record(&[4.0], &array), record(&[1.5], &[1, 2])].concat();
        std::fs::write(&path, all).unwrap();
        let sources = NamedSource::open(&path, None, 9).unwrap();
        let inputs = [input("x", &[1, 3, 1, 2])];
        let found = rows(&inputs, &sources, 4).unwrap();
        let planar = vec![1.0, 4.0, 2.0, 5.0, 3.0, 6.0];
        assert_eq!(numbers(&found), [planar.clone(), planar, vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0], vec![9.0; 6]]);
        assert_eq!(found.labels().unwrap().unwrap(), [2, 0, 1, 4]);
        let all = rows(&inputs, &sources, 9).unwrap();
        assert_eq!(all.labels().unwrap_err().code, Code::Range);
        assert!(all.samples().last().unwrap().unwrap_err().message.contains("record 4: 2 bytes are no image"));
    }
}
