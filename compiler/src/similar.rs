//! Names near one that does not exist: what a person may have meant.

/// Names longer than this are not told apart.
const MOST_CHARACTERS: usize = 200;

/// Up to `most` of the names, those that differ from `name` by the fewest edits first.
pub fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>, most: usize) -> Vec<&'a str> {
    let name: String = name.chars().take(MOST_CHARACTERS).collect();
    let mut ranked: Vec<(usize, &str)> = names.into_iter().map(|other| (distance(&name, other), other)).collect();
    ranked.sort_unstable();
    ranked.dedup();
    ranked.into_iter().take(most).map(|(_, name)| name).collect()
}

/// Edits (insert, delete, replace a character) between two names.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(MOST_CHARACTERS).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_come_first() {
        assert_eq!(nearest("conv0", ["dense", "conv1", "conv0_fwd", "conv1"], 2), ["conv1", "conv0_fwd"]);
        assert_eq!((distance("", "ab"), distance("abc", "abc"), distance("kitten", "sitting")), (2, 0, 3));
    }
}
