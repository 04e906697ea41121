"""The register of the firm's channels outside of this house: who answers for each, and who has looked at it lately."""
