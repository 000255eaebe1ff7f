//! Things written, spoken and agreed.

use crate::date::HistoricalDate;
use crate::model::{record, vocabulary};
use crate::statement::{AgreementStep, Name, Participant, PlaceLink};
use crate::text::{LangTag, Text};

vocabulary! {
    /// What kind of work it is.
    WorkKind {
        /// A book.
        Book = "book",
        /// A work of literature.
        Literature = "literature",
        /// An article or a series of articles.
        Article = "article",
        /// A speech or address.
        Speech = "speech",
        /// A diplomatic note or circular.
        Note = "note",
        /// A letter or cable.
        Letter = "letter",
        /// A decree, ukaz or executive order.
        Decree = "decree",
        /// A manifesto or proclamation.
        Manifesto = "manifesto",
        /// A declaration.
        Declaration = "declaration",
        /// A statute.
        Statute = "statute",
        /// A resolution of a legislature or an international body.
        Resolution = "resolution",
        /// A charter.
        Charter = "charter",
        /// An instruction to officials or diplomats.
        Instruction = "instruction",
        /// Letters of credence, a commission or another document of office.
        Credentials = "credentials",
        /// A report or memorandum.
        Report = "report",
        /// A proposal or offer in writing.
        Proposal = "proposal",
        /// An indictment or judgment.
        LegalAct = "legal-act",
        /// A doctrine or programme known by a name of its own.
        Doctrine = "doctrine",
    }
}

record! {
    /// Something written or spoken: a book, a speech, a note, a decree, a report.
    Work: WorkId {
        /// What kind of work it is.
        req kind: WorkKind,
        /// A short English title.
        req label: Text,
        /// Its titles.
        list names: Name,
        /// When it was issued, delivered or published.
        opt date: HistoricalDate,
        /// Where.
        list places: PlaceLink,
        /// Author, addressee, translator, publisher, signatory.
        list participants: Participant,
        /// The language it was written in.
        opt language: LangTag,
    }
}

vocabulary! {
    /// What kind of agreement it is.
    AgreementKind {
        /// A treaty.
        Treaty = "treaty",
        /// A convention.
        Convention = "convention",
        /// An exchange of notes or letters.
        ExchangeOfNotes = "exchange-of-notes",
        /// A protocol.
        Protocol = "protocol",
        /// An executive agreement or memorandum of understanding.
        ExecutiveAgreement = "executive-agreement",
        /// A joint statement or declaration.
        JointStatement = "joint-statement",
        /// An armistice or surrender.
        Armistice = "armistice",
        /// A contract with a private party.
        Contract = "contract",
    }
}

record! {
    /// An agreement with its whole clock: negotiated, signed, ratified by each side, in force, amended, ended.
    Agreement: AgreementId {
        /// What kind of agreement it is.
        req kind: AgreementKind,
        /// The short English name.
        req label: Text,
        /// Its names and titles.
        list names: Name,
        /// Its parties and signatories, each in a role.
        list participants: Participant,
        /// Its life in dated steps.
        list steps: AgreementStep,
        /// The places it is about.
        list places: PlaceLink,
    }
}
