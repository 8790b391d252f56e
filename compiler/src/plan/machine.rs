//! Machine descriptions: the figures from which plans are estimated. They change how fast code runs, never what it computes.
//!
//! Vectors are those of the widest target, 64 bytes. Figures are for one core; the clock is the unit of time.

use crate::diagnostic::{Code, Diagnostic, Result};

/// What one vector operation of a class costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slots {
    /// Operations of this class a cycle.
    pub per_cycle: f64,
    /// Dot products that are not issued because of one operation: 1 where both run on the same ports, 0 where they never meet.
    pub products: f64,
}

/// A level of the memory hierarchy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Level {
    /// Bytes that one core can count on.
    pub bytes: usize,
    /// Bytes a cycle that one core reads from it in order.
    pub bandwidth: f64,
}

/// A unit that multiplies tiles of matrices.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MatrixUnit {
    /// Cycles from one product of whole tiles (16 rows, 64 bytes) to the next.
    pub product_cycles: f64,
    /// Cycles that loading one tile from the first cache takes.
    pub load_cycles: f64,
}

/// The figures of a processor core.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Machine {
    pub name: &'static str,
    /// What it stands for.
    pub summary: &'static str,
    /// 8-bit dot products (or f32 multiply-adds) a cycle, and cycles until their sum can be added to.
    pub products_per_cycle: f64,
    pub product_latency: f64,
    /// Dot products that are not done because a step of them also loads a word and repeats it, or loads a vector: a core that does more at once
    /// runs at a lower clock.
    pub word_load: f64,
    pub vector_load: f64,
    /// Multiplications, additions, fused multiply-adds of floats.
    pub float: Slots,
    /// Conversions between i32 and f32.
    pub convert: Slots,
    /// Integer additions, extremes, logic, shifts.
    pub integer: Slots,
    /// Packs, permutations, widening loads.
    pub shuffle: Slots,
    /// Divisions and square roots.
    pub divide: Slots,
    /// Loads a cycle that a stream of them reaches.
    pub loads_per_cycle: f64,
    pub stores_per_cycle: f64,
    /// Operations that enter the core in a cycle.
    pub width: f64,
    /// Operations that the core keeps decoded; more of them in a loop are decoded anew each time.
    pub decoded: f64,
    /// Cycles that are lost where a loop ends unforeseen.
    pub misprediction: f64,
    /// Cycles from the call of a kernel to its first product and from its last store back.
    pub call: f64,
    /// First, second and third cache.
    pub caches: [Level; 3],
    /// Bytes a cycle from memory.
    pub memory_bandwidth: f64,
    pub matrix_unit: Option<MatrixUnit>,
}

const fn slots(per_cycle: f64, products: f64) -> Slots {
    Slots { per_cycle, products }
}

const KIB: usize = 1 << 10;
const MIB: usize = 1 << 20;

const fn caches(first: usize, second: usize, third: usize, bandwidths: [f64; 3]) -> [Level; 3] {
    [Level { bytes: first, bandwidth: bandwidths[0] }, Level { bytes: second, bandwidth: bandwidths[1] }, Level { bytes: third, bandwidth: bandwidths[2] }]
}

/// Share of a cache that data which is read again may fill.
const CACHE_SHARE: f64 = 0.75;

impl Machine {
    /// All 512-bit arithmetic on two ports, shuffles on one of them.
    pub const SAPPHIRE_RAPIDS: Machine = Machine {
        name: "sapphire-rapids",
        summary: "Intel Sapphire Rapids and Emerald Rapids servers",
        products_per_cycle: 2.0,
        product_latency: 5.0,
        word_load: 0.2,
        vector_load: 0.3,
        float: slots(2.0, 1.0),
        convert: slots(2.0, 1.0),
        integer: slots(2.0, 1.0),
        shuffle: slots(1.0, 1.0),
        divide: slots(0.0625, 2.0),
        loads_per_cycle: 1.75,
        stores_per_cycle: 1.0,
        width: 6.0,
        decoded: 4096.0,
        misprediction: 20.0,
        call: 40.0,
        caches: caches(48 * KIB, 2 * MIB, 8 * MIB, [112.0, 40.0, 9.0]),
        memory_bandwidth: 5.0,
        matrix_unit: Some(MatrixUnit { product_cycles: 16.0, load_cycles: 8.0 }),
    };

    /// As above with a smaller second cache and a narrower front end.
    pub const ICELAKE_SERVER: Machine = Machine {
        name: "icelake-server",
        summary: "Intel Cascade Lake and Ice Lake servers",
        width: 5.0,
        decoded: 2304.0,
        caches: caches(48 * KIB, 5 * MIB / 4, 4 * MIB, [112.0, 40.0, 8.0]),
        matrix_unit: None,
        ..Machine::SAPPHIRE_RAPIDS
    };

    /// Conversions and additions of floats run beside the dot products, packs and permutations share one of their pipes.
    pub const ZEN5: Machine = Machine {
        name: "zen5",
        summary: "AMD Zen 5 servers and desktops",
        products_per_cycle: 2.0,
        product_latency: 4.0,
        word_load: 0.0,
        vector_load: 0.0,
        float: slots(2.0, 0.5),
        convert: slots(2.0, 0.0),
        integer: slots(4.0, 0.0),
        shuffle: slots(2.0, 0.5),
        divide: slots(0.125, 1.0),
        loads_per_cycle: 2.0,
        stores_per_cycle: 1.0,
        width: 8.0,
        decoded: 6144.0,
        misprediction: 15.0,
        call: 40.0,
        caches: caches(48 * KIB, MIB, 4 * MIB, [128.0, 50.0, 28.0]),
        memory_bandwidth: 11.0,
        matrix_unit: None,
    };

    /// 512-bit operations take two passes through 256-bit pipes.
    pub const ZEN4: Machine = Machine {
        name: "zen4",
        summary: "AMD Zen 4",
        products_per_cycle: 1.0,
        float: slots(1.0, 0.5),
        convert: slots(1.0, 0.0),
        integer: slots(2.0, 0.0),
        shuffle: slots(1.0, 0.5),
        loads_per_cycle: 1.0,
        stores_per_cycle: 0.5,
        width: 6.0,
        caches: caches(32 * KIB, MIB, 4 * MIB, [64.0, 32.0, 20.0]),
        memory_bandwidth: 8.0,
        ..Machine::ZEN5
    };

    /// No machine in particular: what suits most, caches as small as they come.
    pub const GENERIC: Machine = Machine {
        name: "generic",
        summary: "no machine in particular",
        caches: caches(32 * KIB, MIB, 4 * MIB, [112.0, 40.0, 10.0]),
        matrix_unit: None,
        ..Machine::SAPPHIRE_RAPIDS
    };

    /// Every description.
    pub const ALL: [&'static Machine; 5] = [&Machine::ZEN5, &Machine::ZEN4, &Machine::ICELAKE_SERVER, &Machine::SAPPHIRE_RAPIDS, &Machine::GENERIC];

    /// The level of the caches whose share holds so many bytes: 0 to 2, or 3 for memory.
    pub fn level(&self, bytes: f64) -> usize {
        self.caches.iter().position(|cache| bytes <= CACHE_SHARE * cache.bytes as f64).unwrap_or(3)
    }

    /// Bytes a cycle that one core reads from a level in order.
    pub fn bandwidth(&self, level: usize) -> f64 {
        self.caches.get(level).map_or(self.memory_bandwidth, |cache| cache.bandwidth)
    }

    /// The description of this name.
    ///
    /// # Errors
    /// `Usage`, with all names.
    pub fn parse(name: &str) -> Result<&'static Machine> {
        Machine::ALL.into_iter().find(|machine| machine.name == name).ok_or_else(|| {
            let names: Vec<&str> = Machine::ALL.iter().map(|machine| machine.name).collect();
            Diagnostic::error(Code::Usage, format!("there is no machine '{name}'")).hint(format!("machines: {}", names.join(", ")))
        })
    }

    /// The description of the machine that this runs on; the generic one where it is none of the known.
    pub fn here() -> &'static Machine {
        #[cfg(target_arch = "x86_64")]
        return from_cpuid();
        #[cfg(not(target_arch = "x86_64"))]
        &Machine::GENERIC
    }
}

/// By vendor, family and model of the processor (leaves 0 and 1), and by whether it multiplies matrices of bytes (leaf 7).
#[cfg(target_arch = "x86_64")]
fn from_cpuid() -> &'static Machine {
    use std::arch::x86_64::__cpuid;
    let vendor = __cpuid(0);
    let signature = __cpuid(1).eax;
    let base = signature >> 8 & 15;
    let family = if base == 15 { base + (signature >> 20 & 255) } else { base };
    let model = (signature >> 4 & 15) | (signature >> 16 & 15) << 4;
    let name: Vec<u8> = [vendor.ebx, vendor.edx, vendor.ecx].iter().flat_map(|word| word.to_le_bytes()).collect();
    let matrix_unit = vendor.eax >= 7 && std::arch::x86_64::__cpuid_count(7, 0).edx >> 25 & 1 == 1;
    recognised(&name, family, model, matrix_unit)
}

/// Families and models as the vendors list them.
#[cfg(any(target_arch = "x86_64", test))]
fn recognised(vendor: &[u8], family: u32, model: u32, matrix_unit: bool) -> &'static Machine {
    match (vendor, family, model) {
        // Virtual machines do not always say which model is below them.
        (b"GenuineIntel", 6, _) if matrix_unit => &Machine::SAPPHIRE_RAPIDS,
        // Cascade Lake and Cooper Lake, Ice Lake
        (b"GenuineIntel", 6, 0x55 | 0x6a | 0x6c) => &Machine::ICELAKE_SERVER,
        // Sapphire Rapids, Granite Rapids, Emerald Rapids
        (b"GenuineIntel", 6, 0x8f | 0xad | 0xae | 0xcf) => &Machine::SAPPHIRE_RAPIDS,
        // Zen 4 (Zen 3 has no AVX-512)
        (b"AuthenticAMD", 0x19, _) => &Machine::ZEN4,
        (b"AuthenticAMD", 0x1a, _) => &Machine::ZEN5,
        _ => &Machine::GENERIC,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_have_names_of_their_own() {
        for machine in Machine::ALL {
            assert_eq!(Machine::parse(machine.name).unwrap(), machine);
        }
        assert!(Machine::parse("pentium").unwrap_err().hint.unwrap().contains("zen5"));
    }

    #[test]
    fn figures_are_of_one_order() {
        for machine in Machine::ALL {
            let [first, second, third] = machine.caches;
            assert!(first.bytes < second.bytes && second.bytes < third.bytes, "{}", machine.name);
            assert!(first.bandwidth > second.bandwidth && second.bandwidth > third.bandwidth && third.bandwidth > machine.memory_bandwidth, "{}", machine.name);
            assert!([machine.float, machine.convert, machine.integer, machine.shuffle, machine.divide].iter().all(|slots| slots.per_cycle > 0.0));
        }
    }

    #[test]
    fn processors_are_recognised() {
        assert_eq!(recognised(b"GenuineIntel", 6, 0x8f, true).name, "sapphire-rapids");
        assert_eq!(recognised(b"GenuineIntel", 6, 0xa7, true).name, "sapphire-rapids");
        assert_eq!(recognised(b"GenuineIntel", 6, 0xa7, false).name, "generic");
        assert_eq!(recognised(b"GenuineIntel", 6, 0x6a, false).name, "icelake-server");
        assert_eq!(recognised(b"AuthenticAMD", 0x1a, 2, false).name, "zen5");
        assert_eq!(recognised(b"AuthenticAMD", 0x19, 0x11, false).name, "zen4");
        assert_eq!(recognised(b"Somebody", 6, 0x8f, false).name, "generic");
    }
}
