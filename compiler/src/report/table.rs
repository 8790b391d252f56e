//! The look of every table.

use comfy_table::{Cell, CellAlignment, Table, TableComponent, presets};

/// Which side a column keeps to: names and sentences left, numbers right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
}

/// A table with a header; each row has one cell a column.
pub fn table(columns: &[(&str, Side)], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let align = |side| match side {
        Side::Left => CellAlignment::Left,
        Side::Right => CellAlignment::Right,
    };
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    table.set_style(TableComponent::HeaderLines, '─');
    table.set_style(TableComponent::MiddleHeaderIntersections, '─');
    table.set_header(columns.iter().map(|&(name, side)| Cell::new(name).set_alignment(align(side))));
    for row in rows {
        table.add_row(row.into_iter().zip(columns).map(|(text, &(_, side))| Cell::new(text).set_alignment(align(side))));
    }
    finish(table)
}

/// Two columns without a header: what, and how much.
pub fn facts(rows: impl IntoIterator<Item = (String, String)>) -> String {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    for (what, value) in rows {
        table.add_row([what, value]);
    }
    finish(table)
}

/// One string without the padding of the first and the last column.
fn finish(table: Table) -> String {
    table.lines().map(|line| line.strip_prefix(' ').unwrap_or(&line).trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned() {
        let text = table(&[("name", Side::Left), ("n", Side::Right)], [vec!["a".into(), "10".into()], vec!["long".into(), "1".into()]]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!((lines[0], lines[2], lines[3]), ("name    n", "a      10", "long    1"));
        assert!(lines[1].chars().all(|c| c == '─') && lines.len() == 4, "{text}");
        assert_eq!(facts([("a".to_owned(), "b".to_owned())]), "a  b");
    }
}
