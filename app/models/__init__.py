"""Tables. Columns, relationships and small read-only properties; no rules."""

from app.models.attachment import Attachment, Draft
from app.models.backup import BackupRun
from app.models.desk import BulkAct, DailyCheck, DeskDraft, SavedView, TicketLook
from app.models.edition import EditionPaper, ReportEdition
from app.models.follow import Follower, PublicWords
from app.models.link import CheckedLink
from app.models.manual import Manual, ManualStep
from app.models.measure import MeasureEvidence, MeasureRow, MeasuresReport, ReportChange, ReportComment
from app.models.office import Category, Holiday, Office, OfficeUnit, RefusalReason, ReplyTemplate, Village
from app.models.oit import OitItem, OitLink
from app.models.outbox import Duty, OutboxMail
from app.models.privacy import KeepingRule, RetentionItem, RetentionList
from app.models.publication import Publication, PublicationFile
from app.models.question import Question
from app.models.register import OldRegister, OldRegisterLine
from app.models.sealed import (
    SealedCase,
    SealedChunk,
    SealedEntry,
    SealedFile,
    SealedOffice,
    SealedOfficer,
    SealedPickup,
    SealedSession,
    SealedTotal,
)
from app.models.series import ChainHead, KeptStamp, Series
from app.models.service import Service, ServiceField
from app.models.staff import AuditEntry, RecoveryCode, Staff, StaffSession, Throttle
from app.models.survey import EitCampaign, EitInvitation, EitOpening
from app.models.tally import TicketLeg, TicketStint
from app.models.ticket import ENDED, OPEN, Message, Ticket, TicketEvent
from app.models.water import Driver, Truck, WaterPoint, WaterRound, WaterStop

__all__ = [
    "ENDED",
    "OPEN",
    "Attachment",
    "AuditEntry",
    "BackupRun",
    "BulkAct",
    "Category",
    "ChainHead",
    "CheckedLink",
    "DailyCheck",
    "DeskDraft",
    "Draft",
    "Driver",
    "Duty",
    "EditionPaper",
    "EitCampaign",
    "EitInvitation",
    "EitOpening",
    "Follower",
    "Holiday",
    "KeepingRule",
    "KeptStamp",
    "Manual",
    "ManualStep",
    "MeasureEvidence",
    "MeasureRow",
    "MeasuresReport",
    "Message",
    "Office",
    "OfficeUnit",
    "OitItem",
    "OitLink",
    "OldRegister",
    "OldRegisterLine",
    "OutboxMail",
    "PublicWords",
    "Publication",
    "PublicationFile",
    "Question",
    "RecoveryCode",
    "RefusalReason",
    "ReplyTemplate",
    "ReportChange",
    "ReportComment",
    "ReportEdition",
    "RetentionItem",
    "RetentionList",
    "SavedView",
    "SealedCase",
    "SealedChunk",
    "SealedEntry",
    "SealedFile",
    "SealedOffice",
    "SealedOfficer",
    "SealedPickup",
    "SealedSession",
    "SealedTotal",
    "Series",
    "Service",
    "ServiceField",
    "Staff",
    "StaffSession",
    "Throttle",
    "Ticket",
    "TicketEvent",
    "TicketLeg",
    "TicketLook",
    "TicketStint",
    "Truck",
    "Village",
    "WaterPoint",
    "WaterRound",
    "WaterStop",
]
