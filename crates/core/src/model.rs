//! The two macros in which the records are written down: `statement!` and `record!`, and `vocabulary!` for closed
//! lists of words.
//!
//! A statement is an object that can be true or false on its own. It has fields, may cite its own sources and may
//! carry variants: other readings of the same fields. So each statement needs a second type for the reading, with
//! the same fields and neither citations nor variants, and every field must be reachable for the rules. Writing that
//! out by hand for some twenty types is where mistakes would live; the macros write it from one list of fields:
//!
//! ```text
//! statement! {
//!     /// Docs for historians: they become the schema's description.
//!     Name / NameReading {
//!         /// Docs of the field.
//!         req text: Text,
//!         opt during: HistoricalDate => DateReading,   // in the reading, the part after =>
//!         list participants: Participant => ParticipantReading,
//!     }
//! }
//! ```
//!
//! `req` is a field that must be there, `opt` one that may be left out (`Option`), `list` one that may be empty
//! (`Vec`). A great field that few have is a `Box`: the others would pay for its room. `null` is refused everywhere: what
//! is not known is not written.
//! `#[serde(remote = "Self")]` lets serde derive the plain reading of the fields, and the macro adds the call of
//! [`Hooks::check`] for what a single field cannot know.

/// What a type adds to what the macros write for it. The methods do nothing unless they are written.
pub(crate) trait Hooks: Sized {
    /// What must hold between the fields, beyond the form of each. Deserialization calls it, so an object that
    /// breaks it is refused where it stands.
    ///
    /// # Errors
    /// A sentence for whoever edits the record.
    fn check(&self) -> Result<(), String> {
        Ok(())
    }

    /// Called by a walk before the fields, for types that are themselves something a visitor asks for.
    fn enter<'a>(&'a self, path: &crate::walk::Path, visitor: &mut dyn crate::walk::Visitor<'a>) {
        let _ = (path, visitor);
    }

    /// Called by a walk before a list of such values.
    fn enter_list<'a>(items: &'a [Self], path: &crate::walk::Path, visitor: &mut dyn crate::walk::Visitor<'a>) {
        let _ = (items, path, visitor);
    }
}

/// Deserializes a field that may be left out but may not be `null`.
pub(crate) fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: serde::Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// Deserializes a list into just the room that it needs. A list usually grows to room for four at once, and most have one
/// item: in a large dataset that would be a third of the memory.
pub(crate) fn list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: serde::Deserialize<'de>,
{
    struct Items<T>(core::marker::PhantomData<T>);
    impl<'de, T: serde::Deserialize<'de>> serde::de::Visitor<'de> for Items<T> {
        type Value = Vec<T>;

        fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            f.write_str("a sequence")
        }

        fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
            // Few have more than three: for the others it is known what they need before there is room for them.
            let Some(first) = items.next_element()? else { return Ok(Vec::new()) };
            let Some(second) = items.next_element()? else { return Ok(vec![first]) };
            let Some(third) = items.next_element()? else { return Ok(vec![first, second]) };
            let mut list = vec![first, second, third];
            while let Some(item) = items.next_element()? {
                list.push(item);
            }
            list.shrink_to_fit();
            Ok(list)
        }
    }
    deserializer.deserialize_seq(Items(core::marker::PhantomData))
}

/// The name under which [`stated`] asks a deserializer for a value.
pub(crate) const STATED: &str = "Stated";

/// Deserializes a field with a default value. Who writes the default out is understood; but a deserializer that holds a
/// text against the canonical form, where it is left out, gives the value as [`Some`] and has it refused.
pub(crate) fn stated<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: serde::Deserializer<'de>,
    T: serde::Deserialize<'de> + Default + PartialEq,
{
    struct Stated<T>(core::marker::PhantomData<T>);
    impl<'de, T: serde::Deserialize<'de> + Default + PartialEq> serde::de::Visitor<'de> for Stated<T> {
        type Value = T;

        fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            f.write_str("a value")
        }

        fn visit_newtype_struct<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
            T::deserialize(deserializer)
        }

        fn visit_some<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
            let value = T::deserialize(deserializer)?;
            if is_default(&value) {
                return Err(serde::de::Error::custom("is the default value, which is left out"));
            }
            Ok(value)
        }
    }
    deserializer.deserialize_newtype_struct(STATED, Stated(core::marker::PhantomData))
}

/// Writes a struct from a list of `req`, `opt` and `list` fields, with serde, schema and walk.
macro_rules! fields {
    // One field at a time moves from the input to the struct under construction.
    (@own $head:tt {$($done:tt)*} [$($walk:ident)*] $(#[$m:meta])* req $f:ident: $t:ty $(=> $r:ty)?, $($rest:tt)*) => {
        $crate::model::fields! { @own $head {$($done)* $(#[$m])* pub $f: $t,} [$($walk)* $f] $($rest)* }
    };
    (@own $head:tt {$($done:tt)*} [$($walk:ident)*] $(#[$m:meta])* opt $f:ident: $t:ty $(=> $r:ty)?, $($rest:tt)*) => {
        $crate::model::fields! { @own $head {
            $($done)* $(#[$m])*
            #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::model::present")]
            pub $f: Option<$t>,
        } [$($walk)* $f] $($rest)* }
    };
    (@own $head:tt {$($done:tt)*} [$($walk:ident)*] $(#[$m:meta])* list $f:ident: $t:ty $(=> $r:ty)?, $($rest:tt)*) => {
        $crate::model::fields! { @own $head {
            $($done)* $(#[$m])*
            #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "crate::model::list")]
            pub $f: Vec<$t>,
        } [$($walk)* $f] $($rest)* }
    };
    // A field with a default value that is left out when it has it.
    (@own $head:tt {$($done:tt)*} [$($walk:ident)*] $(#[$m:meta])* def $f:ident: $t:ty $(=> $r:ty)?, $($rest:tt)*) => {
        $crate::model::fields! { @own $head {
            $($done)* $(#[$m])*
            #[serde(
                default, skip_serializing_if = "crate::model::is_default", deserialize_with = "crate::model::stated"
            )]
            pub $f: $t,
        } [$($walk)* $f] $($rest)* }
    };
    // The reading has the same fields, with the type after `=>` where there is one.
    (@reading $head:tt $done:tt $walk:tt $(#[$m:meta])* $kw:ident $f:ident: $t:ty => $r:ty, $($rest:tt)*) => {
        $crate::model::fields! { @reading_field $head $done $walk [$(#[$m])*] $kw $f: $r, $($rest)* }
    };
    (@reading $head:tt $done:tt $walk:tt $(#[$m:meta])* $kw:ident $f:ident: $t:ty, $($rest:tt)*) => {
        $crate::model::fields! { @reading_field $head $done $walk [$(#[$m])*] $kw $f: $t, $($rest)* }
    };
    (@reading_field $head:tt {$($done:tt)*} [$($walk:ident)*] [$($m:tt)*] req $f:ident: $t:ty, $($rest:tt)*) => {
        $crate::model::fields! { @reading $head {$($done)* $($m)* pub $f: $t,} [$($walk)* $f] $($rest)* }
    };
    (@reading_field $head:tt {$($done:tt)*} [$($walk:ident)*] [$($m:tt)*] opt $f:ident: $t:ty, $($rest:tt)*) => {
        $crate::model::fields! { @reading $head {
            $($done)* $($m)*
            #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::model::present")]
            pub $f: Option<$t>,
        } [$($walk)* $f] $($rest)* }
    };
    (@reading_field $head:tt {$($done:tt)*} [$($walk:ident)*] [$($m:tt)*] list $f:ident: $t:ty, $($rest:tt)*) => {
        $crate::model::fields! { @reading $head {
            $($done)* $($m)*
            #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "crate::model::list")]
            pub $f: Vec<$t>,
        } [$($walk)* $f] $($rest)* }
    };
    (@reading_field $head:tt {$($done:tt)*} [$($walk:ident)*] [$($m:tt)*] def $f:ident: $t:ty, $($rest:tt)*) => {
        $crate::model::fields! { @reading $head {
            $($done)* $($m)*
            #[serde(
                default, skip_serializing_if = "crate::model::is_default", deserialize_with = "crate::model::stated"
            )]
            pub $f: $t,
        } [$($walk)* $f] $($rest)* }
    };
    // Nothing left: the struct itself.
    (@$mode:ident { $(#[$m:meta])* $Name:ident $($varied:ident $become:ident)? } { $($done:tt)* } [$($walk:ident)*]) => {
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields, remote = "Self")]
        $(#[$m])*
        pub struct $Name { $($done)* }

        impl serde::Serialize for $Name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Self::serialize(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = Self::deserialize(deserializer)?;
                match $crate::model::Hooks::check(&value) {
                    Ok(()) => Ok(value),
                    Err(message) => Err(serde::de::Error::custom(message)),
                }
            }
        }

        $crate::pack::pack_fields!($Name { $($walk)* });

        impl $crate::walk::Walk for $Name {
            fn walk<'a>(&'a self, path: &mut $crate::walk::Path, visitor: &mut dyn $crate::walk::Visitor<'a>) {
                $crate::model::Hooks::enter(self, path, visitor);
                $( if !self.variants.is_empty() { visitor.$varied(path, self); } )?
                $( path.within(stringify!($walk), |path| $crate::walk::Walk::walk(&self.$walk, path, visitor)); )*
            }

            fn enter_list<'a>(
                items: &'a [Self],
                path: &$crate::walk::Path,
                visitor: &mut dyn $crate::walk::Visitor<'a>,
            ) {
                $crate::model::Hooks::enter_list(items, path, visitor);
            }

            fn put_reading(
                &mut self,
                path: &[$crate::walk::Segment],
                reading: $crate::statement::Reading<'_>,
            ) -> bool {
                match path.split_first() {
                    Some(($crate::walk::Segment::Field(name), rest)) => {
                        let is_put = match &**name {
                            $( stringify!($walk) => $crate::walk::Walk::put_reading(&mut self.$walk, rest, reading), )*
                            _ => false,
                        };
                        is_put && $crate::model::Hooks::check(self).is_ok()
                    }
                    Some(_) => false,
                    None => false $( || $crate::statement::Varied::$become(self, reading) )?,
                }
            }
        }
    };
}

/// A plain object: fields, no citations or variants of its own.
macro_rules! object {
    ( $(#[$m:meta])* $Name:ident { $($body:tt)* } ) => {
        impl $crate::model::Hooks for $Name {}
        $crate::model::object! { @hooked $(#[$m])* $Name { $($body)* } }
    };
    // The type writes its own hooks.
    ( @hooked $(#[$m:meta])* $Name:ident { $($body:tt)* } ) => {
        $crate::model::fields! { @own { $(#[$m])* $Name } {} [] $($body)* }
    };
}

/// A statement and its reading.
macro_rules! statement {
    ( $(#[$m:meta])* $Name:ident / $Reading:ident { $($body:tt)* } ) => {
        impl $crate::model::Hooks for $Name {}
        impl $crate::model::Hooks for $Reading {}
        $crate::model::statement! { @hooked $(#[$m])* $Name / $Reading { $($body)* } }
    };
    ( @hooked $(#[$m:meta])* $Name:ident / $Reading:ident { $($body:tt)* } ) => {
        $crate::model::fields! { @own { $(#[$m])* $Name varied become_reading } {} []
            $($body)*
            /// The sources of this statement, where they are not those of the whole record.
            list citations: $crate::statement::Citation,
            /// Other readings of the same statement, each with its source, its status and the reason.
            list variants: $crate::statement::Variant<$Reading>,
        }
        $crate::model::fields! { @reading { $(#[$m])*
            #[doc = ""]
            #[doc = concat!("The reading of a variant: the fields of [`", stringify!($Name), "`] alone.")]
            $Reading } {} [] $($body)* }

        impl $crate::statement::Varied for $Name {
            fn preferred(&self) -> Result<String, serde_json::Error> {
                $crate::json::reading(self)
            }

            fn readings(&self) -> Result<Vec<String>, serde_json::Error> {
                self.variants.iter().map(|variant| $crate::json::reading(&variant.reading)).collect()
            }

            fn become_reading(&mut self, reading: $crate::statement::Reading<'_>) -> bool {
                match $crate::json::reading(&reading).and_then(|json| serde_json::from_str(&json)) {
                    Ok(statement) => {
                        *self = statement;
                        true
                    }
                    Err(_) => false,
                }
            }
        }
    };
}

/// A record: the fields that all records have around the fields of its own.
macro_rules! record {
    ( $(#[$m:meta])* $Name:ident: $Id:ident { $($body:tt)* } ) => {
        impl $crate::model::Hooks for $Name {}
        $crate::model::record! { @hooked $(#[$m])* $Name: $Id { $($body)* } }
    };
    ( @hooked $(#[$m:meta])* $Name:ident: $Id:ident { $($body:tt)* } ) => {
        $crate::model::fields! { @own { $(#[$m])* $Name } {} []
            /// The id: lower-case ASCII words joined by hyphens. It is also the stem of the record's file.
            req id: $crate::collection::$Id,
            $($body)*
            /// What the record is about, in one to four sentences that can stand alone.
            req summary: $crate::text::Text,
            /// What sources say of it that no other field holds: that it was the first, the only, the largest; what
            /// moved the actors; what came of it.
            list claims: $crate::statement::Claim,
            /// How it is connected with other records.
            list links: $crate::statement::Link,
            /// Its identifiers in other datasets and authority files.
            list identifiers: $crate::statement::Identifier,
            /// Set when a source asserts that this existed or happened and scholarship denies or doubts it.
            opt doubt: Box<$crate::statement::Doubt>,
            /// The rules that this record may break, each once and with the reason.
            list allowances: $crate::statement::Allowance,
            /// The sources of the record.
            list citations: $crate::statement::Citation,
        }

        impl $crate::record::Record for $Name {
            type Id = $crate::collection::$Id;
            fn from_json(text: &str) -> Result<Self, $crate::json::ReadError> { $crate::json::read(text) }
            fn to_json(&self) -> Result<String, serde_json::Error> {
                $crate::json::write(self, &$crate::json::schema_link(<Self as $crate::record::Record>::COLLECTION))
            }
            fn to_value(&self) -> Result<serde_json::Value, serde_json::Error> { serde_json::to_value(self) }
            fn id(&self) -> &$crate::collection::$Id { &self.id }
            fn label(&self) -> &$crate::text::Text { &self.label }
            fn summary(&self) -> &$crate::text::Text { &self.summary }
            fn citations(&self) -> &[$crate::statement::Citation] { &self.citations }
            fn claims(&self) -> &[$crate::statement::Claim] { &self.claims }
            fn links(&self) -> &[$crate::statement::Link] { &self.links }
            fn identifiers(&self) -> &[$crate::statement::Identifier] { &self.identifiers }
            fn doubt(&self) -> Option<&$crate::statement::Doubt> { self.doubt.as_deref() }
            fn allowances(&self) -> &[$crate::statement::Allowance] { &self.allowances }
        }
    };
}

/// A closed list of words, each with its meaning.
macro_rules! vocabulary {
    (
        $(#[$m:meta])*
        $Name:ident { $( $(#[$($vm:tt)*])* $Variant:ident = $word:literal, )* }
    ) => {
        $(#[$m])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        pub enum $Name { $( $(#[$($vm)*])* #[serde(rename = $word)] $Variant, )* }

        impl $Name {
            /// All values, in the order of the list.
            pub const ALL: &'static [Self] = &[$( Self::$Variant, )*];

            /// The word as records write it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$Variant => $word, )* }
            }

            /// The meaning of the word, in a sentence.
            #[must_use]
            pub fn meaning(self) -> String {
                $crate::text::description(match self {
                    $( Self::$Variant => concat!($($crate::text::doc_line!($($vm)*)),*), )*
                })
            }
        }

        impl core::fmt::Display for $Name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl core::str::FromStr for $Name {
            type Err = $crate::text::FormError;
            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $( $word => Ok(Self::$Variant), )*
                    _ => Err($crate::text::FormError::new(format!(
                        "“{}” is not one of: {}", word.escape_debug(), [$($word),*].join(", ")))),
                }
            }
        }

        $crate::pack::pack_word!($Name);

        impl $crate::walk::Walk for $Name {
            fn walk<'a>(&'a self, _: &mut $crate::walk::Path, _: &mut dyn $crate::walk::Visitor<'a>) {}
        }
    };
}

/// Whether a value is its type's default, and so is left out of the JSON.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

pub(crate) use {fields, object, record, statement, vocabulary};

#[cfg(test)]
mod tests {
    use serde::de::value::{Error, SeqDeserializer};

    use super::list;

    #[test]
    fn a_list_has_no_room_to_spare() {
        for length in 0..20 {
            let items: Vec<u8> = (0..length).collect();
            let read: Vec<u8> = list(SeqDeserializer::<_, Error>::new(items.iter().copied())).unwrap();
            assert_eq!(read, items);
            assert_eq!(read.capacity(), items.len());
        }
    }
}
