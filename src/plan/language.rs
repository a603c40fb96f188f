//! Text in several languages, and the two languages of the interface. Knows no catalogue.

use crate::text::Foreign;

/// A language the program itself speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Interface {
    Chinese,
    English,
}

impl Interface {
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// Returns the tag used in plans and options: `zh` or `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh",
            Self::English => "en",
        }
    }

    /// Understands a tag or a locale such as `zh`, `zh_CN.UTF-8` or `en-GB`; `None` for any other language.
    pub fn understand(text: &str) -> Option<Self> {
        let language = text.split(['_', '-', '.', '@']).next().unwrap_or_default().to_ascii_lowercase();
        Self::ALL.into_iter().find(|interface| interface.tag() == language)
    }
}

/// One text in one or more languages, in the order of the strategy's languages, then as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Localized(Vec<(String, Foreign)>);

impl Localized {
    /// Takes pairs of language tag and text.
    pub fn new(texts: Vec<(String, Foreign)>) -> Self {
        Self(texts)
    }

    /// Returns the text in `language`, else the first there is.
    pub fn in_language(&self, language: &str) -> Option<&Foreign> {
        self.0.iter().find(|(tag, _)| tag == language).or(self.0.first()).map(|(_, text)| text)
    }

    /// Returns every text that is not in the language [`Self::in_language`] would choose.
    pub fn others(&self, language: &str) -> impl Iterator<Item = &Foreign> {
        let chosen = self.in_language(language);
        self.0.iter().map(|(_, text)| text).filter(move |text| Some(*text) != chosen)
    }

    /// Returns tag and text of each language.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Foreign)> {
        self.0.iter().map(|(tag, text)| (tag.as_str(), text))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_names_its_language() {
        for (text, expected) in [
            ("zh_CN.UTF-8", Some(Interface::Chinese)),
            ("zh", Some(Interface::Chinese)),
            ("EN-gb", Some(Interface::English)),
            ("C", None),
            ("C.UTF-8", None),
            ("de_DE", None),
            ("", None),
        ] {
            assert_eq!(Interface::understand(text), expected, "{text}");
        }
    }
}
