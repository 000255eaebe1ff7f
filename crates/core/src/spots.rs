//! From the paths of findings to spots in the files, each of which is parsed once, however much is wrong with it.

use std::collections::{BTreeMap, BTreeSet};

use crate::collection::Collection;
use crate::dataset::Dataset;
use crate::diagnostic::{Location, Positions};
use crate::json::write_about;
use crate::load::ABOUT_FILE;
use crate::rules::Finding;
use crate::syntax;
use crate::walk::Path;

/// Where everything lies that findings speak of.
#[derive(Debug)]
pub(crate) struct Spots(BTreeMap<String, BTreeMap<Path, Location>>);

impl Spots {
    /// Looks up the places of the findings. The texts that are not there yet are added: nothing was wrong with those
    /// files so far, so each is what the record gives when it is written.
    pub(crate) fn of<'f>(
        findings: impl Iterator<Item = &'f Finding>,
        dataset: &Dataset,
        texts: &mut BTreeMap<String, String>,
    ) -> Self {
        let mut wanted: BTreeMap<(Option<Collection>, &str), BTreeSet<&Path>> = BTreeMap::new();
        for finding in findings {
            wanted.entry((finding.collection, &finding.id)).or_default().insert(&finding.path);
            for (collection, id, path, _) in &finding.related {
                wanted.entry((Some(*collection), id)).or_default().insert(path);
            }
        }
        let mut found = BTreeMap::new();
        for ((collection, id), paths) in wanted {
            let file = file(collection, id);
            if !texts.contains_key(&file) {
                let text = match collection {
                    Some(collection) => dataset.get(collection, id).and_then(|record| record.write().ok()),
                    None => write_about(&dataset.about).ok(),
                };
                texts.extend(text.map(|text| (file.clone(), text)));
            }
            let Some(text) = texts.get(&file) else { continue };
            let (tree, positions) = (syntax::parse(text), Positions::new(text));
            let spot = |path: &Path| {
                let span = tree.as_ref().map_or(0..0, |tree| syntax::range_in(tree, path));
                (path.clone(), positions.locate(&file, span))
            };
            let spots = paths.into_iter().map(spot).collect();
            found.insert(file, spots);
        }
        Self(found)
    }

    /// The spot of the value at the path; the file as a whole if its text is not known.
    pub(crate) fn locate(&self, collection: Option<Collection>, id: &str, path: &Path) -> Location {
        let file = file(collection, id);
        match self.0.get(&file).and_then(|spots| spots.get(path)) {
            Some(location) => location.clone(),
            None => Location::of_file(file),
        }
    }
}

/// The file of a record; without a collection, that of the title page.
fn file(collection: Option<Collection>, id: &str) -> String {
    collection.map_or_else(|| ABOUT_FILE.to_owned(), |collection| format!("{collection}/{id}.json"))
}
