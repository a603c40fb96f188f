//! Differences of numbers as a plan writes them: exact, digit by digit. Knows no units.

use std::cmp::Ordering;

use crate::plan::Number;

/// A number above or below zero, in decimal digits: what one number has more than another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// True where it goes down.
    pub down: bool,
    /// How far, without a sign, for example `0.5`.
    pub size: String,
}

impl Step {
    /// Returns the way from `old` to `new`; `None` where they are equal.
    pub fn between(old: Number, new: Number) -> Option<Self> {
        let (old, new) = (Digits::of(&old.to_string()), Digits::of(&new.to_string()));
        let places = old.fraction.max(new.fraction);
        let (old, new) = (old.with_places(places), new.with_places(places));
        let (down, size) = if old.negative == new.negative {
            let (growing, size) = apart(&old.all, &new.all)?;
            (growing == old.negative, size)
        } else {
            (new.negative, sum(&old.all, &new.all))
        };
        Some(Self { down, size: written(size, places) })
    }
}

/// A decimal number: digits, most significant first, of which the last `fraction` stand behind the point.
struct Digits {
    negative: bool,
    all: Vec<u8>,
    fraction: usize,
}

impl Digits {
    /// Reads what [`Number`] prints: a sign, digits and perhaps a point, never an exponent.
    fn of(text: &str) -> Self {
        let fraction = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        let digits = text.bytes().filter(u8::is_ascii_digit).map(|byte| byte - b'0').collect();
        Self { negative: text.starts_with('-'), all: digits, fraction }
    }

    fn with_places(mut self, places: usize) -> Self {
        self.all.extend(std::iter::repeat_n(0, places.saturating_sub(self.fraction)));
        self.fraction = places;
        self
    }
}

/// Puts leading zeros before the shorter one.
fn aligned(a: &[u8], b: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let longest = a.len().max(b.len());
    let padded = |digits: &[u8]| {
        let mut padded = vec![0; longest - digits.len()];
        padded.extend_from_slice(digits);
        padded
    };
    (padded(a), padded(b))
}

fn sum(a: &[u8], b: &[u8]) -> Vec<u8> {
    let (a, b) = aligned(a, b);
    let mut carry = 0;
    let mut digits: Vec<u8> = Vec::with_capacity(a.len() + 1);
    for (x, y) in a.iter().zip(&b).rev() {
        let total = x + y + carry;
        digits.push(total % 10);
        carry = total / 10;
    }
    digits.push(carry);
    digits.reverse();
    digits
}

/// Returns whether `b` is the greater, and by how much; `None` where they are equal.
fn apart(a: &[u8], b: &[u8]) -> Option<(bool, Vec<u8>)> {
    let (a, b) = aligned(a, b);
    let order = b.cmp(&a);
    let (greater, less) = match order {
        Ordering::Equal => return None,
        Ordering::Greater => (&b, &a),
        Ordering::Less => (&a, &b),
    };
    let mut borrowed = 0;
    let mut digits: Vec<u8> = Vec::with_capacity(a.len());
    for (x, y) in greater.iter().zip(less).rev() {
        let (x, y) = (*x, y + borrowed);
        borrowed = u8::from(x < y);
        digits.push(x + 10 * borrowed - y);
    }
    digits.reverse();
    Some((order == Ordering::Greater, digits))
}

fn written(digits: Vec<u8>, places: usize) -> String {
    let whole = digits.len().saturating_sub(places);
    let text: String = digits.into_iter().map(|digit| char::from(b'0' + digit)).collect();
    let (before, behind) = text.split_at_checked(whole).unwrap_or((&text, ""));
    let (before, behind) = (before.trim_start_matches('0'), behind.trim_end_matches('0'));
    let before = if before.is_empty() { "0" } else { before };
    if behind.is_empty() { before.to_owned() } else { format!("{before}.{behind}") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn step(old: Number, new: Number) -> String {
        let sign = |step: &Step| if step.down { "-" } else { "+" };
        Step::between(old, new).map_or_else(String::new, |step| format!("{}{}", sign(&step), step.size))
    }

    #[test]
    fn a_difference_has_no_noise() {
        use Number::{Decimal, Whole};
        for (old, new, expected) in [
            (Whole(15), Whole(30), "+15"),
            (Whole(30), Whole(15), "-15"),
            (Decimal(0.1), Decimal(0.3), "+0.2"),
            (Decimal(1.1), Decimal(-2.2), "-3.3"),
            (Whole(-5), Decimal(-4.25), "+0.75"),
            (Whole(-5), Decimal(5.5), "+10.5"),
            (Whole(1), Decimal(0.999), "-0.001"),
            (Whole(i64::MIN), Whole(i64::MAX), "+18446744073709551615"),
            (Whole(15), Decimal(15.0), ""),
            (Decimal(-0.0), Whole(0), ""),
            (Whole(100), Whole(1000), "+900"),
        ] {
            assert_eq!(step(old, new), expected, "{old} → {new}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn thousandths_are_counted_as_whole_numbers_are(old in -9_999_999_i32..9_999_999, new in -9_999_999_i32..9_999_999) {
            let number = |thousandths: i32| Number::Decimal(format!("{thousandths}e-3").parse().unwrap());
            let step = step(number(old), number(new));
            let exact = i64::from(new) - i64::from(old);
            let whole = exact.abs() / 1000;
            let rest = format!("{:03}", exact.abs() % 1000);
            let rest = rest.trim_end_matches('0');
            let size = if rest.is_empty() { whole.to_string() } else { format!("{whole}.{rest}") };
            let expected = match exact.signum() { 0 => String::new(), 1 => format!("+{size}"), _ => format!("-{size}") };
            prop_assert_eq!(step, expected);
        }
    }
}
