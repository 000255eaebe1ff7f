//! The names of tables: from the names that the schema gives its types.

/// The table of the items of a type: `PlaceLink` has `place_links`, `VariantOfDateReading` has `date_variants`.
pub(super) fn of_items(type_name: &str) -> String {
    match type_name.strip_prefix("VariantOf") {
        Some(reading) => {
            let varied = reading.strip_suffix("Reading").unwrap_or(reading);
            format!("{}_variants", snake(varied))
        }
        None => plural(&snake(type_name)),
    }
}

/// The table of a list of plain values: the `authors` of a `Source` are in `source_authors`.
pub(super) fn of_values(owner_type: &str, field: &str) -> String {
    format!("{}_{field}", snake(owner_type))
}

/// A table's name as a heading: `date_variants` is `Date variants`.
pub(super) fn title(table: &str) -> String {
    let words = table.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn snake(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    for (index, letter) in name.char_indices() {
        if letter.is_ascii_uppercase() && index > 0 {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

fn plural(word: &str) -> String {
    let sibilant = ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end));
    let vowel_before_y = ["ay", "ey", "oy", "uy"].iter().any(|end| word.ends_with(end));
    match word.strip_suffix('y') {
        Some(stem) if !vowel_before_y => format!("{stem}ies"),
        _ if sibilant => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_named_for_their_types() {
        for (type_name, table) in [
            ("Name", "names"),
            ("PlaceLink", "place_links"),
            ("ParticipantReading", "participant_readings"),
            ("VariantOfDateReading", "date_variants"),
            ("VariantOfRankHeldReading", "rank_held_variants"),
            ("Polity", "polities"),
            ("Journey", "journeys"),
            ("Address", "addresses"),
        ] {
            assert_eq!(of_items(type_name), table);
        }
        assert_eq!(of_values("Source", "authors"), "source_authors");
        assert_eq!(title("date_variants"), "Date variants");
    }
}
