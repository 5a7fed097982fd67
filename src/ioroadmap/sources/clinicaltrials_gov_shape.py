"""The parts of a ClinicalTrials.gov API v2 study that we read, as the API names and nests them; everything else is left unread.

Enumerations are plain text here: the registry adds words, and one new word must not cost a record.
"""

from __future__ import annotations

from msgspec import Struct, field

Text = str | None
Texts = tuple[str, ...]


class Wire(Struct, rename="camel"):
    """All fields have a default: any may be missing, and null is the same as missing."""


class Id(Wire):
    id: Text = None


class Identification(Wire):
    nct_id: Text = None
    org_study_id_info: Id | None = None
    secondary_id_infos: tuple[Id, ...] | None = None
    brief_title: Text = None
    official_title: Text = None
    acronym: Text = None


class Day(Wire):
    date: Text = None
    type: Text = None


class Status(Wire):
    status_verified_date: Text = None
    overall_status: Text = None
    why_stopped: Text = None
    start_date_struct: Day | None = None
    primary_completion_date_struct: Day | None = None
    completion_date_struct: Day | None = None
    study_first_post_date_struct: Day | None = None
    results_first_post_date_struct: Day | None = None
    last_update_post_date_struct: Day | None = None


class Body(Wire):
    name: Text = None
    class_: Text = field(default=None, name="class")


class Sponsors(Wire):
    lead_sponsor: Body | None = None
    collaborators: tuple[Body, ...] | None = None


class Description(Wire):
    brief_summary: Text = None
    detailed_description: Text = None


class Conditions(Wire):
    conditions: Texts | None = None
    keywords: Texts | None = None


class Masking(Wire):
    masking: Text = None
    masking_description: Text = None


class DesignInfo(Wire):
    allocation: Text = None
    intervention_model: Text = None
    intervention_model_description: Text = None
    primary_purpose: Text = None
    masking_info: Masking | None = None


class Enrollment(Wire):
    count: int | None = None
    type: Text = None


class Design(Wire):
    study_type: Text = None
    phases: Texts | None = None
    design_info: DesignInfo | None = None
    enrollment_info: Enrollment | None = None


class Arm(Wire):
    label: Text = None
    type: Text = None
    description: Text = None
    intervention_names: Texts | None = None


class Given(Wire):
    type: Text = None
    name: Text = None
    description: Text = None
    arm_group_labels: Texts | None = None
    other_names: Texts | None = None


class ArmsInterventions(Wire):
    arm_groups: tuple[Arm, ...] | None = None
    interventions: tuple[Given, ...] | None = None
    text: Texts | None = field(default=None, name="_text")  # lines of a copy that lost the structure


class Outcome(Wire):
    measure: Text = None
    description: Text = None
    time_frame: Text = None


class Outcomes(Wire):
    primary_outcomes: tuple[Outcome, ...] | None = None
    secondary_outcomes: tuple[Outcome, ...] | None = None
    other_outcomes: tuple[Outcome, ...] | None = None


class Eligibility(Wire):
    eligibility_criteria: Text = None
    sex: Text = None
    minimum_age: Text = None
    maximum_age: Text = None
    study_population: Text = None


class Site(Wire):
    facility: Text = None
    status: Text = None
    city: Text = None
    country: Text = None


class ContactsLocations(Wire):
    locations: tuple[Site, ...] | None = None


class Reference(Wire):
    pmid: Text = None


class References(Wire):
    references: tuple[Reference, ...] | None = None


# The registry's order; oversight and sharing statements are not read.
MODULES = (
    "identificationModule",
    "statusModule",
    "sponsorCollaboratorsModule",
    "oversightModule",
    "descriptionModule",
    "conditionsModule",
    "designModule",
    "armsInterventionsModule",
    "outcomesModule",
    "eligibilityModule",
    "contactsLocationsModule",
    "referencesModule",
    "ipdSharingStatementModule",
)
