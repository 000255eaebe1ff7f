//! Citations, sections, the ledger of coverage, and variants.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::form::misspelt;
use super::{Kind, Seen};
use crate::mutate::corruption::{Corruption, Draft};
use crate::mutate::draw::Draw;
use crate::mutate::world::{Site, World, path};

pub(super) const KINDS: &[Kind] = &[
    Kind {
        id: "citations-dropped",
        sentence: "A record says no longer what it rests on.",
        seen: Seen::Always,
        make: |world, draw| {
            let cited = world.files().filter(|file| !file.starts_with("sources/"));
            draw.at(cited, |_, file| world.draft().remove(file, &path(&["citations"])).done())
        },
    },
    Kind {
        id: "misspelt-section",
        sentence: "A section is misspelt where it is cited.",
        seen: Seen::Always,
        make: |world, draw| cited_as(world, draw, misspelt),
    },
    Kind {
        id: "section-in-other-letter-case",
        sentence: "A section is cited with its capitals changed.",
        seen: Seen::Always,
        make: |world, draw| cited_as(world, draw, |_, heading| Some(heading.to_lowercase())),
    },
    Kind {
        id: "section-retyped",
        sentence: "A section is cited with other dashes or quotation marks than it has.",
        seen: Seen::Always,
        make: |world, draw| {
            cited_as(world, draw, |_, heading| {
                Some(heading.replace(['–', '—'], "-").replace(['“', '”'], "'").replace('’', "'"))
            })
        },
    },
    Kind {
        id: "section-of-another-source",
        sentence: "A citation names another source and keeps the section.",
        seen: Seen::Always,
        make: |world, draw| {
            let sources: Vec<_> = world.dataset.sources.iter().collect();
            draw.at(world.citations(), |draw, site| {
                let other = draw.one(&sources)?;
                let strange = other.sections.iter().all(|section| section.heading != site.value.section);
                let path = site.path.field("source");
                strange.then(|| world.draft().set(&site.file, &path, other.id.as_str()).done()).flatten()
            })
        },
    },
    Kind {
        id: "section-renamed",
        sentence: "A heading is changed in the source's record and not where it is cited.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(cited_sections(world), |draw, section| {
                let heading = misspelt(draw, section.heading)?;
                let draft = world.draft().set(&section.file(), &section.path().field("heading"), heading);
                section.told_where_cited(draft).done()
            })
        },
    },
    Kind {
        id: "section-forgotten",
        sentence: "A section is taken out of the source's record that is cited.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(cited_sections(world), |_, section| {
                section.told_where_cited(world.draft().remove(&section.file(), &section.path())).done()
            })
        },
    },
    Kind {
        id: "section-listed-twice",
        sentence: "A source lists one heading twice.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(cited_sections(world), |_, section| {
                let twice = json!({ "heading": section.heading });
                world.draft().push(&section.file(), &path(&["sections"]), twice).done()
            })
        },
    },
    Kind {
        id: "section-added-and-not-covered",
        sentence: "A source lists a section that nothing cites and no word excuses.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(&world.dataset.sources, |_, source| {
                let more = json!({ "heading": "A chapter that nobody has read" });
                world.draft().push(&format!("sources/{}.json", source.id), &path(&["sections"]), more).done()
            })
        },
    },
    Kind {
        id: "only-citation-of-a-section-dropped",
        sentence: "The only citation of a section is taken out where others stand beside it.",
        seen: Seen::Always,
        make: |world, draw| {
            let lonely = cited_sections(world).into_iter().filter(|section| section.sites.len() == 1);
            let lonely: Vec<_> = lonely.collect();
            draw.at(lonely, |_, section| {
                let site = section.sites.first()?;
                let beside = world.value(&site.file, &site.path.parent())?.as_array()?.len() > 1;
                let draft = world.draft().remove(&site.file, &site.path).told_at(&section.file(), &section.path());
                beside.then(|| draft.told_at(&section.file(), &section.path().field("heading")).done()).flatten()
            })
        },
    },
    Kind {
        id: "excuse-dropped",
        sentence: "A section that is left out no longer says why.",
        seen: Seen::Always,
        make: |world, draw| {
            let excused = world.values(|trail, _| matches!(trail.field(), Some("omitted")));
            draw.at(excused, |_, site| world.draft().remove(&site.file, &site.path).done())
        },
    },
    Kind {
        id: "omitted-section-cited",
        sentence: "A section is cited that the ledger leaves out.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(cited_sections(world), |_, section| {
                let excuse = section.path().field("omitted");
                let draft = world.draft().set(&section.file(), &excuse, "It holds no statement.");
                section.told_where_cited(draft).done()
            })
        },
    },
    Kind {
        id: "variant-of-no-difference",
        sentence: "A variant reads as the preferred reading does.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.variants(), |_, site| {
                let statement = site.path.parent().parent();
                let preferred = usru_core::json::without_provenance(world.value(&site.file, &statement)?);
                world.draft().set(&site.file, &site.path.field("reading"), preferred).done()
            })
        },
    },
    Kind {
        id: "variant-twice",
        sentence: "A variant is entered twice.",
        seen: Seen::Always,
        make: |world, draw| {
            draw.at(world.variants(), |_, site| {
                let variant = world.value(&site.file, &site.path)?.clone();
                world.draft().push(&site.file, &site.path.parent(), variant).told_at(&site.file, &site.path).done()
            })
        },
    },
    Kind {
        id: "wrong-section-of-the-right-source",
        sentence: "Another section of the same source is cited than the one that bears the statement out.",
        seen: Seen::Sometimes("what a passage says stands in the source, not in the records"),
        make: |world, draw| {
            draw.at(world.citations(), |draw, site| {
                let source = world.dataset.sources.get(site.value.source.as_str())?;
                let others: Vec<_> = source
                    .sections
                    .iter()
                    .filter(|section| section.omitted.is_none() && section.heading != site.value.section)
                    .map(|section| section.heading.as_str())
                    .collect();
                world.draft().set(&site.file, &site.path.field("section"), draw.one(&others)?).done()
            })
        },
    },
];

/// A citation with its section written otherwise.
fn cited_as(world: &World<'_>, draw: &mut Draw, other: fn(&mut Draw, &str) -> Option<String>) -> Vec<Corruption> {
    let headings: BTreeSet<_> = world
        .dataset
        .sources
        .iter()
        .flat_map(|source| source.sections.iter().map(|s| (source.id.as_str(), s.heading.as_str())))
        .collect();
    draw.at(world.citations(), |draw, site| {
        let other = other(draw, site.value.section.as_str())?;
        let unknown = !headings.contains(&(site.value.source.as_str(), other.as_str()));
        let path = site.path.field("section");
        unknown.then(|| world.draft().set(&site.file, &path, other).done()).flatten()
    })
}

/// A section and where it is cited.
struct Cited<'d> {
    source: &'d str,
    index: usize,
    heading: &'d str,
    sites: Vec<Site<'d, ()>>,
}

impl Cited<'_> {
    fn file(&self) -> String {
        format!("sources/{}.json", self.source)
    }

    fn path(&self) -> usru_core::walk::Path {
        path(&["sections"]).item(self.index)
    }

    fn told_where_cited<'w>(&self, draft: Draft<'w>) -> Draft<'w> {
        self.sites.iter().fold(draft, |draft, site| draft.told_at(&site.file, &site.path.field("section")))
    }
}

fn cited_sections<'d>(world: &World<'d>) -> Vec<Cited<'d>> {
    let mut by: BTreeMap<(&str, &str), Vec<Site<'d, ()>>> = BTreeMap::new();
    for Site { file, record, path, value } in world.citations() {
        let place = (value.source.as_str(), value.section.as_str());
        by.entry(place).or_default().push(Site { file, record, path, value: () });
    }
    let mut found = Vec::new();
    for source in &world.dataset.sources {
        for (index, section) in source.sections.iter().enumerate() {
            if let Some(sites) = by.remove(&(source.id.as_str(), section.heading.as_str())) {
                found.push(Cited { source: source.id.as_str(), index, heading: section.heading.as_str(), sites });
            }
        }
    }
    found
}
