//! Which ids a mistyped one probably meant.

use super::ItemId;

/// How many ids are offered.
const OFFERED: usize = 5;

/// Returns the ids nearest to `text`, best first: those that contain it, then those spelled most like it.
pub fn nearest<'a>(text: &str, ids: impl Iterator<Item = &'a ItemId>) -> Vec<ItemId> {
    let wanted = text.to_lowercase();
    let mut ranked: Vec<(f64, &ItemId)> = ids
        .map(|id| {
            let spelled =
                strsim::jaro_winkler(&wanted, id.as_str()).max(strsim::jaro_winkler(&wanted, id.slug()));
            let contained = !wanted.is_empty() && id.as_str().contains(&wanted);
            (if contained { 2.0 } else { spelled }, id)
        })
        .filter(|(likeness, _)| *likeness > 0.75)
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    ranked.into_iter().take(OFFERED).map(|(_, id)| id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_id_brings_up_the_one_meant() {
        let ids: Vec<ItemId> = ["ports/zhe-gan-canal", "ports/network", "growth/tax-sources"]
            .map(|id| ItemId::parse(id).unwrap())
            .to_vec();
        let first = |text| nearest(text, ids.iter()).first().map(ToString::to_string);
        assert_eq!(first("ports/zhe-gan-cannal").as_deref(), Some("ports/zhe-gan-canal"));
        assert_eq!(first("canal").as_deref(), Some("ports/zhe-gan-canal"));
        assert_eq!(first("qqqqq"), None);
    }
}
