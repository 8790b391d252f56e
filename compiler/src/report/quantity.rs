//! Numbers with units, three or four digits each.

/// `1234567` → `1.235 MB`; powers of 1000.
pub fn bytes(count: u64) -> String {
    scaled(count as f64, 1000.0, &["B", "kB", "MB", "GB"])
}

/// `1234567` → `1.235 M`.
pub fn count(count: u64) -> String {
    scaled(count as f64, 1000.0, &["", "k", "M", "G", "T"]).trim_end().to_owned()
}

/// `0.0000123` → `12.30 µs`.
pub fn seconds(seconds: f64) -> String {
    scaled(seconds * 1e9, 1000.0, &["ns", "µs", "ms", "s"])
}

/// `0.9312` → `93.1 %`.
pub fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

/// The value in the largest unit that leaves at least 1; whole numbers below the first step stay whole.
fn scaled(mut value: f64, step: f64, units: &[&str]) -> String {
    let mut unit = 0;
    while value >= step * 0.9995 && unit + 1 < units.len() {
        value /= step;
        unit += 1;
    }
    let digits = match value {
        _ if unit == 0 && value.fract() == 0.0 => 0,
        v if v < 9.9995 => 3,
        v if v < 99.995 => 2,
        v if v < 999.95 => 1,
        _ => 0,
    };
    format!("{value:.digits$} {}", units[unit])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_follow_the_size() {
        assert_eq!(bytes(0), "0 B");
        assert_eq!(bytes(999), "999 B");
        assert_eq!(bytes(1000), "1.000 kB");
        assert_eq!(bytes(1_234_567), "1.235 MB");
        assert_eq!(bytes(999_960), "1.000 MB");
        assert_eq!(count(64), "64");
        assert_eq!(count(115_343_360), "115.3 M");
        assert_eq!(seconds(0.0000123), "12.30 µs");
        assert_eq!(seconds(2.5), "2.500 s");
        assert_eq!(percent(0.9312), "93.1 %");
    }
}
