//! Whether two wordings differ in their words only: in title or text, and in no figure. Knows nobody's marks.

use std::collections::BTreeSet;

use super::Wording;
use crate::plan::{Field, FieldValue};

/// The characters that say a figure in Chinese, in everyday, financial and traditional form.
const CHINESE_FIGURES: &str = "零一二两三四五六七八九十百千万亿兆半廿卅壹贰叁肆伍陆柒捌玖拾佰仟兩萬億貳參陸";

/// The words that say a figure in English.
const ENGLISH_FIGURES: [&str; 39] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
    "billion",
    "billions",
    "trillion",
    "dozen",
    "half",
];

/// Why a change is not one of wording only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// This field changed, which is neither title nor text.
    Field(String),
    /// A figure in title or text changed; either side is empty where there was none, or is none.
    Figure { old: String, new: String },
}

/// Returns which of title and text differ between `old` and `new`; fails where anything else does, or a figure in them.
pub fn reworded(old: &Wording, new: &Wording) -> Result<Vec<String>, Beyond> {
    let changed: Vec<String> = old.differing(new).into_iter().map(str::to_owned).collect();
    let wording = [Field::Title.name(), Field::Text.name()];
    if let Some(other) = changed.iter().find(|name| !wording.contains(&name.as_str())) {
        return Err(Beyond::Field(other.clone()));
    }
    for name in &changed {
        let (old, new) = (old.get(name), new.get(name));
        for language in languages(old).union(&languages(new)) {
            let (old, new) = (figures(text(old, language)), figures(text(new, language)));
            let apart = (0..old.len().max(new.len())).find(|&at| old.get(at) != new.get(at));
            if let Some(at) = apart {
                let side = |figures: &[String]| figures.get(at).cloned().unwrap_or_default();
                return Err(Beyond::Figure { old: side(&old), new: side(&new) });
            }
        }
    }
    Ok(changed)
}

fn languages(value: Option<&FieldValue>) -> BTreeSet<&str> {
    match value {
        Some(FieldValue::Localized(texts)) => texts.iter().map(|(tag, _)| tag).collect(),
        // What a hand wrote without a language is in none.
        Some(_) => BTreeSet::from([""]),
        None => BTreeSet::new(),
    }
}

fn text<'a>(value: Option<&'a FieldValue>, language: &str) -> &'a str {
    match value {
        Some(FieldValue::Localized(texts)) => {
            texts.iter().find(|(tag, _)| *tag == language).map_or("", |(_, text)| text.raw())
        }
        Some(FieldValue::Text(text)) => text.raw(),
        _ => "",
    }
}

/// Returns the figures of `text` in order, each with the signs that belong to it: `−5`, `1.5`, `30%`, `三十万`.
///
/// Whatever may be a figure is taken for one, also 一 in 统一: who looks twice loses a moment, and a figure that nobody
/// read would be approved. How a figure is written is not weighed either: 5 and ５ are different.
fn figures(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let digit = |at: usize| chars.get(at).is_some_and(|c| c.is_numeric());
    let chinese = |at: usize| chars.get(at).is_some_and(|&c| CHINESE_FIGURES.contains(c));
    let part = |at: usize| digit(at) || chinese(at);
    let mut figures = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !part(at) {
            let end = (at..chars.len()).find(|&end| !chars[end].is_ascii_alphabetic()).unwrap_or(chars.len());
            let word: String = chars[at..end].iter().collect::<String>().to_ascii_lowercase();
            if ENGLISH_FIGURES.contains(&word.as_str()) {
                figures.push(word);
            }
            at = end.max(at + 1);
            continue;
        }
        let mut figure = String::new();
        if at.checked_sub(1).is_some_and(|before| is_sign(chars[before])) {
            figure.push(chars[at - 1]);
        }
        while at < chars.len() {
            if part(at) || (is_joint(chars[at]) && digit(at + 1)) {
                figure.push(chars[at]);
            } else if !(chars[at] == ' ' && part(at + 1) && (chinese(at - 1) || chinese(at + 1))) {
                // 5 万 is what 5万 is.
                break;
            }
            at += 1;
        }
        while at < chars.len() && is_unit(chars[at]) {
            figure.push(chars[at]);
            at += 1;
        }
        figures.push(figure);
    }
    figures
}

/// Tells whether a figure may have `c` before it.
fn is_sign(c: char) -> bool {
    matches!(c, '-' | '−' | '－' | '+' | '＋' | '±' | '<' | '>' | '＜' | '＞' | '≤' | '≥' | '≈' | '~' | '～')
}

/// Tells whether `c` between two digits is within one figure.
fn is_joint(c: char) -> bool {
    matches!(c, '.' | ',' | '．' | '/' | '／' | ':' | '：' | '×' | '^')
}

/// Tells whether `c` right behind a figure is part of it.
fn is_unit(c: char) -> bool {
    matches!(c, '%' | '％' | '‰' | '°' | '+' | '＋')
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::plan::Localized;

    #[test]
    fn figures_are_found_in_any_script_with_their_signs() {
        for (text, expected) in [
            ("", &[][..]),
            ("四港联动", &["四"]),
            ("到 2025 年达 1.5 万亿元，增长 −3.5%", &["2025", "1.5万亿", "−3.5%"]),
            ("第5.2条、第 5 2 条", &["5.2", "5", "2"]),
            ("٣ ३ ５ ⅷ ②", &["٣", "३", "５", "ⅷ", "②"]),
            ("Four ports, twenty-five of them; someone", &["four", "twenty", "five"]),
            ("两个百分之十五", &["两", "百", "十五"]),
            ("≥30个，5+ 年", &["≥30", "5+"]),
            ("三农 and 3rd", &["三", "3"]),
        ] {
            assert_eq!(figures(text), expected, "{text}");
        }
    }

    fn wording(fields: &[(&str, &str)]) -> Wording {
        let value = |text: &str| FieldValue::Localized(Localized::new(vec![("zh".into(), text.into())]));
        let fields = fields.iter().map(|(name, text)| ((*name).to_owned(), value(text)));
        Wording::new(fields.collect::<BTreeMap<_, _>>())
    }

    #[test]
    fn title_and_text_may_change_and_nothing_else() {
        let old = wording(&[("title", "浙赣运河"), ("text", "全长 5 公里。"), ("note", "甲")]);
        let new = |title, text, note| wording(&[("title", title), ("text", text), ("note", note)]);
        let title = reworded(&old, &new("浙赣大运河", "全长 5 公里。", "甲"));
        assert_eq!(title, Ok(vec!["title".to_owned()]));
        let both = reworded(&old, &new("浙赣大运河", "全程 5 公里。", "甲"));
        assert_eq!(both, Ok(vec!["text".to_owned(), "title".to_owned()]));
        assert_eq!(reworded(&old, &old), Ok(vec![]));
        let other = reworded(&old, &new("浙赣大运河", "全长 5 公里。", "乙"));
        assert_eq!(other, Err(Beyond::Field("note".to_owned())));
        let figure = reworded(&old, &new("浙赣运河", "全长 6 公里。", "甲"));
        assert_eq!(figure, Err(Beyond::Figure { old: "5".to_owned(), new: "6".to_owned() }));
        let gone = reworded(&old, &wording(&[("title", "浙赣运河"), ("note", "甲")]));
        assert_eq!(gone, Err(Beyond::Figure { old: "5".to_owned(), new: String::new() }));
    }
}
