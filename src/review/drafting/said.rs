//! Names and numbers that are typed in one line.

use crate::text::{Foreign, half_width};

/// Reads names with commas of any kind between them.
pub fn names(text: &str) -> Vec<Foreign> {
    let names = text.split(['、', ',', '，', ';', '；']).map(str::trim).filter(|name| !name.is_empty());
    names.map(Foreign::from).collect()
}

/// Reads a whole number: digits of either width and nothing else, not even a sign.
pub fn whole_number(text: &str) -> Option<u32> {
    let digits: String = text.trim().chars().map(half_width).collect();
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_has_digits_only() {
        for (text, expected) in
            [("30", Some(30)), (" ３０　", Some(30)), ("007", Some(7)), ("4294967295", Some(u32::MAX))]
        {
            assert_eq!(whole_number(text), expected, "{text}");
        }
        for text in [
            "",
            " ",
            "+5",
            "-5",
            "1.5",
            "1e3",
            "0x10",
            "1_000",
            "1,000",
            "1 0",
            "30 min",
            "十",
            "①",
            "²",
            "٣",
            "4294967296",
        ] {
            assert_eq!(whole_number(text), None, "{text}");
        }
    }

    #[test]
    fn names_stand_between_commas_of_any_kind() {
        let read = |text| names(text).iter().map(|name| name.raw().to_owned()).collect::<Vec<_>>();
        assert_eq!(read("甲、乙，丙 , 丁；"), ["甲", "乙", "丙", "丁"]);
        assert_eq!(read(" 、"), Vec::<String>::new());
    }
}
