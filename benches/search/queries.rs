//! What is typed: the most frequent characters, which are the worst, and one slogan in three ways.

use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::io::{self, BufRead as _, BufReader};
use std::path::Path;

/// A slogan that some in a hundred titles have, as it is written, in initials and in full.
const SLOGAN: [(&str, &str); 3] =
    [("four Chinese", "四港联动"), ("initials", "sgld"), ("full pinyin", "siganglian dong")];

/// Keys, the last of which is measured.
pub(crate) struct Query {
    pub(crate) name: String,
    pub(crate) keys: Vec<String>,
}

impl Query {
    fn typed(name: &str, text: &str) -> Self {
        let keys = text.chars().filter(|c| *c != ' ').map(String::from).collect();
        Self { name: name.to_owned(), keys }
    }
}

/// Returns all queries for the text in the file `lines`.
pub(crate) fn all(lines: &Path) -> io::Result<Vec<Query>> {
    let most = most_frequent(lines)?;
    let [chinese, latin, digit] = most;
    let mut queries = vec![
        Query::typed("most frequent Chinese", &chinese.to_string()),
        Query::typed("most frequent letter", &latin.to_string()),
        Query::typed("most frequent digit", &digit.to_string()),
    ];
    let others = ['s', 'z', 'e'].into_iter().filter(|letter| !most.contains(letter));
    queries.extend(others.map(|letter| Query::typed("letter", &letter.to_string())));
    queries.extend(SLOGAN.map(|(name, text)| Query::typed(name, text)));
    let mut back = Query::typed("backspace after four Chinese", SLOGAN[0].1);
    back.keys.push("\x7f".to_owned());
    queries.push(back);
    Ok(queries)
}

/// Returns the Chinese character, the letter and the digit that most lines have.
fn most_frequent(lines: &Path) -> io::Result<[char; 3]> {
    let mut counts: HashMap<char, usize> = HashMap::new();
    for line in BufReader::new(File::open(lines)?).lines() {
        let characters: BTreeSet<char> = line?.to_lowercase().chars().collect();
        for c in characters {
            *counts.entry(c).or_default() += 1;
        }
    }
    let most = |is: fn(char) -> bool| {
        let best = counts.iter().filter(|(c, _)| is(**c)).max_by_key(|&(c, count)| (*count, *c));
        best.map_or('?', |(c, _)| *c)
    };
    Ok([
        most(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)),
        most(|c| c.is_ascii_lowercase()),
        most(|c| c.is_ascii_digit()),
    ])
}
