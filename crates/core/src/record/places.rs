//! Places and ships.

use crate::date::HistoricalDate;
use crate::model::{record, vocabulary};
use crate::statement::{Coordinates, Name, Participant, PlaceLink, PolityLink, VesselStep};
use crate::text::Text;

vocabulary! {
    /// What kind of place it is.
    PlaceKind {
        /// A city, town or village.
        Settlement = "settlement",
        /// A fort, fortified post or trading post.
        Fort = "fort",
        /// A harbour or port.
        Port = "port",
        /// A building or site.
        Site = "site",
        /// A province, governorate, state of a federation or colony.
        Province = "province",
        /// The territory of a country.
        Country = "country",
        /// A region without exact bounds.
        Region = "region",
        /// A continent.
        Continent = "continent",
        /// An island or group of islands.
        Island = "island",
        /// A peninsula or cape.
        Peninsula = "peninsula",
        /// A sea, ocean, gulf, bay or strait.
        Sea = "sea",
        /// A river or lake.
        River = "river",
        /// A mountain range.
        Mountains = "mountains",
        /// A line on the map: a parallel, a boundary.
        Line = "line",
        /// A road, railway or sea route.
        Route = "route",
    }
}

record! {
    /// A place.
    Place: PlaceId {
        /// What kind of place it is.
        req kind: PlaceKind,
        /// The name usual in English.
        req label: Text,
        /// Its names over time, in each script.
        list names: Name,
        /// Where it is, if it is a point.
        opt coordinates: Coordinates,
        /// The larger places it lies in.
        list within: PlaceLink,
        /// The polities it belonged to or that claimed it, with the time of each.
        list polities: PolityLink,
    }
}

vocabulary! {
    /// What kind of craft it is.
    VesselKind {
        /// A warship.
        Warship = "warship",
        /// A merchant ship.
        Merchantman = "merchantman",
        /// A ship of exploration.
        ExplorationShip = "exploration-ship",
        /// A passenger ship.
        Liner = "liner",
        /// A submarine.
        Submarine = "submarine",
        /// A spacecraft.
        Spacecraft = "spacecraft",
        /// An aircraft that bears a name.
        Aircraft = "aircraft",
    }
}

record! {
    /// A ship or other craft.
    Vessel: VesselId {
        /// What kind of craft it is.
        req kind: VesselKind,
        /// The name usual in English.
        req label: Text,
        /// Its names.
        list names: Name,
        /// Its flags, with the time of each.
        list polities: PolityLink,
        /// Its owners, builders and commanders.
        list participants: Participant,
        /// Its life in dated steps.
        list steps: VesselStep,
        /// From when to when it existed, where its steps do not say.
        opt span: HistoricalDate,
    }
}
