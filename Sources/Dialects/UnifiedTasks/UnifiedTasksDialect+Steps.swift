import Core

extension UnifiedTasksDialect {
    /// Source: the routes of unified-tasks.md §1.
    public var steps: [Step: Set<String>] {
        [
            .create: ["POST"], .dryRun: ["POST"], .poll: ["GET", "HEAD"], .download: ["GET", "HEAD"],
            .catalog: ["GET", "HEAD"], .account: ["GET", "HEAD"],
            .upload: ["PUT"], .webhook: ["POST"],
        ]
    }

    /// Source: the bodies of unified-tasks.md.
    public var jobMembers: Set<String> {
        [
            "audio_url", "audio_url1", "audio_url2", "audio_urls", "clips", "code", "cost", "created_at", "data",
            "duration", "end", "error", "error_message", "file_duration_seconds", "id", "image_url", "image_urls",
            "language_code", "language_probability", "lyrics", "major_model_version", "message", "model",
            "model_name", "mv", "output", "prompt", "seed", "speaker_id", "start", "status", "success", "task_id",
            "text", "title", "type", "video_url", "words",
        ]
    }
}
